"""What the sender asks of a channel, and how a channel says that it failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import msgspec

from bot.conversation.attachments import Attachment
from bot.conversation.replies import Reply

# An answer that comes later than this only puzzles.
USUAL_PATIENCE = timedelta(minutes=10)


class TemporaryFailure(Exception):
    """The reply did not arrive and may later; the channel may say after how many seconds."""

    def __init__(
        self, reason: str, retry_after: float | None = None, patience: timedelta = USUAL_PATIENCE
    ) -> None:
        """``reason`` is a word for the log and the outbox, never text of a citizen.

        ``patience`` is for how long after the reply was made it is worth trying: longer where somebody
        must first mend something.
        """
        super().__init__(reason)
        self.retry_after = retry_after
        self.patience = patience


class PermanentFailure(Exception):
    """The reply did not arrive and never will: the contact is gone, or the channel refuses the content."""


class DeliveryUnknown(Exception):
    """The reply may have arrived; it must not be sent again."""


class AttachmentRefused(Exception):
    """The attachment is not fetched: too large, of another kind, from a strange host, or gone."""


@dataclass(frozen=True)
class Outgoing:
    """One reply and where it goes; ``seq`` is its place in the conversation.

    ``heard_at`` is when the person last wrote or tapped: some channels let nothing through long after;
    ``accepted_at`` when the message came in that this answers, None where it answers none.
    """

    contact_key: str
    seq: int
    reply: Reply
    heard_at: datetime
    accepted_at: datetime | None = None


class Delivery(Protocol):
    """The outward half of a channel."""

    @property
    def name(self) -> str:
        """The channel's name, as contacts and messages carry it."""
        ...

    @property
    def notice(self) -> str:
        """What a greeting must say first on this channel; empty where nothing."""
        ...

    @property
    def shows_outbox(self) -> bool:
        """Whether people read the outbox itself: there a reply has arrived as soon as it is recorded."""
        ...

    def look(self, contact_key: str) -> None:
        """Where they do: something new stands in it."""
        ...

    def fit(self, reply: Reply) -> Sequence[Reply]:
        """The reply in parts, each of which ``send`` can bring as one message, in order."""
        ...

    async def prepare(self, message: Outgoing) -> None:
        """Does ahead what nobody sees: uploads, waiting for the channel's pace. Fails as ``send`` does."""
        ...

    async def send(self, message: Outgoing) -> str | None:
        """Brings a part that was prepared: one call, for others of the channel wait.

        Returns once it has arrived, with the channel's name for it where receipts will use one.

        Raises one of the failures above.
        """
        ...

    async def typing(self, contact_key: str) -> None:
        """Shows that an answer is being prepared; cancelled when it is there. Failures are of no account."""
        ...

    async def fetch(self, attachment: Attachment) -> bytes:
        """What was attached; raises AttachmentRefused, or TemporaryFailure where it may come later."""
        ...


def parts_of(reply: Reply, channel: Delivery) -> Sequence[Reply]:
    """The reply as the channel brings it; the parts of a private one are private."""
    return [msgspec.structs.replace(part, instead=reply.instead) for part in channel.fit(reply)]
