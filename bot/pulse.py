"""When each background task last did its round well, so that one which stands still is seen."""

from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta

from bot.clock import Clock, utc_now

# So much longer than usual a round may take: a slow moment, a long sleep of the machine.
PATIENCE, AT_LEAST = 1.5, timedelta(minutes=2)


@dataclass
class Pulse:
    """One task; until its first round ``last`` is when it began."""

    task: str
    every: timedelta
    clock: Clock = field(repr=False)

    def __post_init__(self) -> None:
        """It begins now."""
        self.last = self.clock()

    def beat(self) -> None:
        """A round was done, and all that belongs to it."""
        self.last = self.clock()

    @property
    def silent_for(self) -> timedelta:
        """How long ago the last round was done, where the next should have been done since; else zero."""
        since = self.clock() - self.last
        return since if since > self.every * PATIENCE + AT_LEAST else timedelta()


class Pulses:
    """The tasks of one application."""

    def __init__(self, clock: Clock = utc_now) -> None:
        """None is known yet."""
        self._clock = clock
        self._known: dict[str, Pulse] = {}

    def listen(self) -> None:
        """Tasks that are started from here on, in this context, are known here."""
        _LISTENING.set(self)

    def new(self, task: str, every_seconds: float) -> Pulse:
        """Of a task that begins, or begins again."""
        pulse = self._known[task] = Pulse(task, timedelta(seconds=every_seconds), self._clock)
        return pulse

    def all(self) -> Sequence[Pulse]:
        """In the order in which they began."""
        return tuple(self._known.values())


def pulse_of(task: str, every_seconds: float) -> Pulse:
    """To be called where the task begins; ``every_seconds`` is the longest pause after a round."""
    return _LISTENING.get().new(task, every_seconds)


# A context variable, as for the log: no constructor on the way has to hand it on.
_LISTENING: ContextVar[Pulses] = ContextVar("pulses", default=Pulses())  # noqa: B039 - of tasks that no application started
