"""A person with Zalo in hand: what the person does becomes events for the program."""

from typing import Any

from bot.clock import Clock
from tests.emulators.zalo.delivery import Delivery
from tests.emulators.zalo.events import Event, Events
from tests.emulators.zalo.files import FileHost
from tests.emulators.zalo.people import Person, Said, Sent, new_message_id
from tests.emulators.zalo.webhook import Webhook

SHOWN = "oa.query.show"
HIDDEN = "oa.query.hide"


class Sending:
    """Every act returns once the event was tried the first time; retries go on without it."""

    def __init__(
        self, person: Person, events: Events, webhook: Webhook, files: FileHost, clock: Clock
    ) -> None:
        self.person = person
        self._events = events
        self._webhook = webhook
        self._files = files
        self._clock = clock

    @property
    def id(self) -> str:
        """The person's id for the account."""
        return self.person.id

    @property
    def sent(self) -> list[Sent]:
        """What the person got, in order."""
        return self.person.sent

    @property
    def texts(self) -> list[str]:
        """The words of it."""
        return [message.text for message in self.sent]

    async def send_text(self, text: str, quote: str | None = None) -> Delivery:
        """Types a message, perhaps as a reply to one."""
        return await self._say("text", {"text": text, **({"quote_msg_id": quote} if quote else {})})

    async def tap(self, button: str) -> Delivery | None:
        """Taps the button of that title or payload in the latest message that has it.

        Those of ``oa.query.*`` send their payload as a text; the others open something on the telephone.
        """
        found = self._button(button)
        self.person.last_interaction = self._clock()
        if found["type"] not in (SHOWN, HIDDEN):
            return None
        return await self._say("text", {"text": found["payload"]}, hidden=found["type"] == HIDDEN)

    async def send_photo(self, content: bytes, content_type: str = "image/jpeg", text: str = "") -> Delivery:
        """A photo, perhaps with words under it."""
        url = self._files.host(content, content_type, ".jpg")
        return await self.send_attachment("image", {"url": url, "thumbnail": url}, text)

    async def send_gif(self, content: bytes) -> Delivery:
        """A moving picture."""
        url = self._files.host(content, "image/gif", ".gif")
        return await self.send_attachment("gif", {"url": url, "thumbnail": url})

    async def send_sticker(self) -> Delivery:
        """A sticker."""
        url = self._files.host(b"", "image/webp", ".webp")
        return await self.send_attachment("sticker", {"url": url, "id": "46134"})

    async def send_audio(self, content: bytes) -> Delivery:
        """A voice message, AAC."""
        url = self._files.host(content, "audio/aac", ".aac")
        return await self.send_attachment("audio", {"url": url})

    async def send_video(self, content: bytes) -> Delivery:
        """A film."""
        url = self._files.host(content, "video/mp4", ".mp4")
        return await self.send_attachment("video", {"url": url, "thumbnail": url, "description": ""})

    async def send_file(self, name: str, content: bytes) -> Delivery:
        """A document."""
        url = self._files.host(content, "application/octet-stream")
        kind = name.rpartition(".")[2]
        payload = {"url": url, "name": name, "size": str(len(content)), "checksum": "", "type": kind}
        return await self.send_attachment("file", payload)

    async def send_link(self, url: str, description: str = "") -> Delivery:
        """A link that Zalo shows as a card."""
        return await self.send_attachment("link", {"url": url, "thumbnail": "", "description": description})

    async def send_location(self, latitude: str, longitude: str) -> Delivery:
        """A place; its numbers are strings."""
        coordinates = {"latitude": latitude, "longitude": longitude}
        return await self.send_attachment("location", {"coordinates": coordinates})

    async def send_business_card(self, url: str, description: str) -> Delivery:
        """Somebody's contact."""
        payload = {"url": url, "thumbnail": "", "description": description}
        return await self._say("business_card", {"attachments": [{"type": "link", "payload": payload}]})

    async def send_attachment(self, kind: str, payload: dict[str, Any], text: str = "") -> Delivery:
        """Anything else, with a payload of the test's own."""
        words = {"text": text} if text else {}
        return await self._say(kind, {**words, "attachments": [{"type": kind, "payload": payload}]})

    def _button(self, wanted: str) -> dict[str, Any]:
        for message in reversed(self.sent):
            for button in message.buttons:
                if wanted in (button["title"], button["payload"]):
                    return button
        raise LookupError(f"no message has a button {wanted!r}")

    async def _say(self, kind: str, body: dict[str, Any], *, hidden: bool = False) -> Delivery:
        line = Said(new_message_id(), self._clock(), kind, body, hidden)
        self.person.talk.append(line)
        self.person.last_interaction = line.at
        return await self._tell(self._events.said(self.person, line))

    async def _tell(self, event: Event) -> Delivery:
        delivery = self._webhook.deliver(event)
        await delivery.tried.wait()
        return delivery
