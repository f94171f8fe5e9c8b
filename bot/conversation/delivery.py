"""What the sender asks of a channel, and how a channel says that it failed."""

from dataclasses import dataclass
from typing import Protocol

from bot.conversation.replies import Reply


class TemporaryFailure(Exception):
    """The reply did not arrive and may later; the channel may say after how many seconds."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """``reason`` is a word for the log and the outbox, never text of a citizen."""
        super().__init__(reason)
        self.retry_after = retry_after


class PermanentFailure(Exception):
    """The reply did not arrive and never will: the contact is gone, or the channel refuses the content."""


class DeliveryUnknown(Exception):
    """The reply may have arrived; it must not be sent again."""


@dataclass(frozen=True)
class Outgoing:
    """One reply and where it goes; ``seq`` is its place in the conversation."""

    contact_key: str
    seq: int
    reply: Reply


class Delivery(Protocol):
    """The outward half of a channel."""

    @property
    def name(self) -> str:
        """The channel's name, as contacts and messages carry it."""
        ...

    async def send(self, message: Outgoing) -> None:
        """Returns once the reply has arrived; raises one of the three failures above."""
        ...

    async def typing(self, contact_key: str) -> None:
        """Shows that an answer is being prepared; cancelled when it is there. Failures are of no account."""
        ...
