"""A channel that only remembers: everything is shown in one piece, and attachments are what it was given."""

from collections.abc import Mapping, Sequence

from bot.conversation.attachments import Attachment
from bot.conversation.delivery import AttachmentRefused, Outgoing
from bot.conversation.replies import Reply


class FakeChannel:
    """``failures`` by the text of the reply happen once each; ``photos`` lie at their addresses."""

    name = "fake"
    notice = ""
    shows_outbox = False

    def __init__(self, photos: Mapping[str, bytes] | None = None) -> None:
        """Nothing has been sent."""
        self.failures: dict[str, Exception] = {}
        self.sent: list[tuple[str, str]] = []
        self._photos = photos or {}

    def look(self, contact_key: str) -> None:
        """Nobody looks by themselves."""

    def fit(self, reply: Reply) -> Sequence[Reply]:
        """The whole reply."""
        return (reply,)

    async def prepare(self, message: Outgoing) -> None:
        """Nothing is done ahead."""

    async def send(self, message: Outgoing) -> str | None:
        """Remembers the reply, under a name made of its place."""
        failure = self.failures.pop(message.reply.text, None)
        if failure is not None:
            raise failure
        self.sent.append((message.contact_key, message.reply.text))
        return f"{message.contact_key}-{message.seq}"

    async def typing(self, contact_key: str) -> None:
        """Shows nothing."""

    async def fetch(self, attachment: Attachment) -> bytes:
        """The photo at that address."""
        if attachment.address not in self._photos:
            raise AttachmentRefused("gone")
        return self._photos[attachment.address]
