"""The program's own meters. No label says who wrote or what: each takes its values from a closed list."""

import platform

import tomllib
from prometheus_client import CollectorRegistry, Counter, Histogram, Info, ProcessCollector

from bot.conversation.claims import Claim
from bot.conversation.inbox import Accepted
from bot.conversation.record import Answered
from bot.settings import PROJECT_ROOT

# Seconds: from a quick turn to the longest that is waited for.
TURN_SECONDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10)
# From acceptance to arrival: a turn, or a platform that is away for a while.
REPLY_SECONDS = (0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 600)
DATABASE_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Meters:
    """Everything that is counted while it happens; one for each application."""

    def __init__(self) -> None:
        """All stand at nothing, in a registry of their own."""
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("chidan_build", "What runs here", registry=registry).info(what_runs())
        self._at_once: set[str] = set()
        self._messages = Counter(
            "chidan_messages", "Messages by what became of them", ("channel", "receipt"), registry=registry
        )
        self._turns = Counter(
            "chidan_turns", "Turns by how they ended", ("channel", "outcome"), registry=registry
        )
        self._turn_seconds = Histogram(
            "chidan_turn_seconds",
            "From receipt until the reply is recorded",
            ("channel",),
            buckets=TURN_SECONDS,
            registry=registry,
        )
        self._reply_seconds = Histogram(
            "chidan_reply_seconds",
            "From receipt of a message until a reply to it has arrived",
            ("channel",),
            buckets=REPLY_SECONDS,
            registry=registry,
        )
        database_seconds = Histogram(
            "chidan_database_seconds",
            "Transactions, the wait for their turn included",
            ("kind",),
            buckets=DATABASE_SECONDS,
            registry=registry,
        )
        # Once, for it is used a dozen times in a turn.
        self._database_kinds = {kind: database_seconds.labels(kind) for kind in ("urgent", "write", "read")}
        self.rasa_seconds = Histogram(
            "chidan_rasa_seconds", "Time of a question to Rasa", buckets=TURN_SECONDS, registry=registry
        )
        self.rasa_failures = Counter(
            "chidan_rasa_failures", "Questions without an answer", ("reached",), registry=registry
        )
        self.deliveries = Counter(
            "chidan_deliveries", "Attempts to send by their end", ("channel", "end"), registry=registry
        )
        self.request_seconds = Histogram(
            "chidan_http_request_seconds",
            "Answers over HTTP by registered route",
            ("method", "route", "status"),
            buckets=REQUEST_SECONDS,
            registry=registry,
        )

    def accepted(self, channel: str, receipt: Accepted) -> None:
        """A message came in."""
        word = "left_out" if receipt.left_out else "duplicate" if receipt.duplicate else "accepted"
        self._messages.labels(channel, word).inc()

    def turned(self, claim: Claim, answered: Answered) -> None:
        """A turn, or the notice of a delay, is recorded."""
        self._turns.labels(claim.channel, str(answered.outcome)).inc()
        seconds = answered.latency_ms / 1000
        self._turn_seconds.labels(claim.channel).observe(seconds)
        if claim.channel in self._at_once:
            self.replied(claim.channel, seconds)

    def arrives_when_recorded(self, channel: str) -> None:
        """On that channel nothing is sent: people read what is recorded."""
        self._at_once.add(channel)

    def replied(self, channel: str, seconds: float) -> None:
        """A reply arrived so long after the message that it answers was accepted."""
        self._reply_seconds.labels(channel).observe(seconds)

    def used_database(self, kind: str, seconds: float) -> None:
        """A transaction ended, well or not."""
        self._database_kinds[kind].observe(seconds)


def what_runs() -> dict[str, str]:
    """The versions of the program and of Python."""
    project = tomllib.loads((PROJECT_ROOT / "pyproject.toml").read_text())["project"]
    return {"version": project["version"], "python": platform.python_version()}
