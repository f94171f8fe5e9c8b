"""What the engine asks of whatever understands the citizen."""

from dataclasses import dataclass
from typing import Protocol

from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply, Source
from bot.effects import Effect


class NluUnavailable(Exception):
    """No usable answer came; ``reached`` tells that a server took the message and then failed."""

    def __init__(self, reason: str, *, reached: bool = False) -> None:
        """``reason`` goes into the log and holds nothing that a citizen wrote."""
        super().__init__(reason)
        self.reached = reached


@dataclass(frozen=True)
class NluAnswer:
    """What came back, and what the conversation is about now; without an outcome, nothing did.

    ``forget_text`` asks that the words be not kept: they held what proves who somebody is.
    """

    outcome: Outcome | None = None
    replies: tuple[Reply, ...] = ()
    meta: Meta = Meta()  # noqa: RUF009 - frozen
    provenance: tuple[Source, ...] = ()
    effects: tuple[Effect, ...] = ()
    about: str | None = None
    forget_text: bool = False


class Nlu(Protocol):
    """Understands one message in the course of a conversation and answers it."""

    async def ask(self, sender: str, text: str, about: str | None, phone: str | None = None) -> NluAnswer:
        """``sender`` names the conversation, ``about`` the procedure under discussion in it.

        ``phone`` holds the numbers that were written in the message, locked; the text has them masked.

        Raises NluUnavailable within its own time limit.
        """
        ...
