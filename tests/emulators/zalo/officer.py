"""A human of the department in Zalo's own OA Manager, beside the program."""

from collections.abc import Mapping
from typing import Any

from bot.clock import Clock
from tests.emulators.zalo.delivery import Delivery
from tests.emulators.zalo.events import Events
from tests.emulators.zalo.people import Person, Sent, new_id, new_message_id
from tests.emulators.zalo.webhook import Webhook


class Officer:
    """What the officer does reaches the program only as events."""

    def __init__(self, events: Events, webhook: Webhook, clock: Clock) -> None:
        self.admin_id = new_id()
        self._events = events
        self._webhook = webhook
        self._clock = clock

    async def write(self, person: Person, text: str) -> Delivery:
        """Answers the person by hand."""
        return await self.send(person, "text", {"text": text})

    async def send(self, person: Person, kind: str, body: Mapping[str, Any]) -> Delivery:
        """Any other kind: image, gif, file, sticker."""
        sent = Sent(new_message_id(), self._clock(), kind, body, admin_id=self.admin_id)
        person.talk.append(sent)
        delivery = self._webhook.deliver(self._events.echo(person, sent))
        await delivery.tried.wait()
        return delivery

    async def tag(self, person: Person, name: str) -> Delivery:
        """Puts a tag on the person."""
        person.tags.append(name)
        delivery = self._webhook.deliver(self._events.tagged(person, name))
        await delivery.tried.wait()
        return delivery
