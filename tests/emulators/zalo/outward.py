"""What the platform tells the program of each message that went out."""

from tests.emulators.zalo.events import Events
from tests.emulators.zalo.people import Person, Sent
from tests.emulators.zalo.webhook import Webhook


class Outward:
    """The echo, whoever sent the message, and that the person's telephone received it."""

    def __init__(self, events: Events, webhook: Webhook) -> None:
        self._events = events
        self._webhook = webhook

    def was_sent(self, person: Person, sent: Sent) -> None:
        """Both events go out; nobody waits for them."""
        if sent.kind != "template":
            self._webhook.deliver(self._events.echo(person, sent))
        if person.receives:
            self._webhook.deliver(self._events.received(person, sent))
