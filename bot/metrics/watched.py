"""What exists, with a meter around it: understanding and channels."""

import asyncio
import time
from collections.abc import Sequence

from bot.clock import Clock, utc_now
from bot.conversation.attachments import Attachment
from bot.conversation.delivery import (
    Delivery,
    DeliveryUnknown,
    Outgoing,
    PermanentFailure,
    TemporaryFailure,
)
from bot.conversation.nlu import Nlu, NluAnswer, NluUnavailable
from bot.conversation.replies import Reply
from bot.metrics.meters import Meters

_ENDS: dict[type[BaseException], str] = {
    asyncio.CancelledError: "cut_off",  # took too long, or the program stops
    TemporaryFailure: "temporary_failure",
    PermanentFailure: "permanent_failure",
    DeliveryUnknown: "unknown",
}


class WatchedNlu:
    """Implements Nlu: another one, timed."""

    def __init__(self, nlu: Nlu, meters: Meters) -> None:
        """Answers and failures go through unchanged."""
        self._nlu, self._meters = nlu, meters

    async def ask(self, sender: str, text: str, about: str | None, phone: str | None = None) -> NluAnswer:
        """As the other one."""
        began = time.monotonic()
        try:
            return await self._nlu.ask(sender, text, about, phone)
        except NluUnavailable as error:
            self._meters.rasa_failures.labels("yes" if error.reached else "no").inc()
            raise
        finally:
            self._meters.rasa_seconds.observe(time.monotonic() - began)


class WatchedDelivery:
    """Implements Delivery: another one, its attempts to send counted."""

    def __init__(self, channel: Delivery, meters: Meters, clock: Clock = utc_now) -> None:
        """Everything goes through unchanged."""
        self._channel, self._meters, self._clock = channel, meters, clock
        if channel.shows_outbox:
            meters.arrives_when_recorded(channel.name)

    @property
    def name(self) -> str:
        """As the other one."""
        return self._channel.name

    @property
    def notice(self) -> str:
        """As the other one."""
        return self._channel.notice

    @property
    def shows_outbox(self) -> bool:
        """As the other one."""
        return self._channel.shows_outbox

    def look(self, contact_key: str) -> None:
        """As the other one: nothing is sent here that could fail."""
        self._channel.look(contact_key)

    def fit(self, reply: Reply) -> Sequence[Reply]:
        """As the other one."""
        return self._channel.fit(reply)

    async def fetch(self, attachment: Attachment) -> bytes:
        """As the other one."""
        return await self._channel.fetch(attachment)

    async def typing(self, contact_key: str) -> None:
        """As the other one."""
        await self._channel.typing(contact_key)

    async def prepare(self, message: Outgoing) -> None:
        """As the other one; a failure ends the attempt."""
        try:
            await self._channel.prepare(message)
        except BaseException as error:
            self._count(error)
            raise

    async def send(self, message: Outgoing) -> str | None:
        """As the other one."""
        try:
            sent = await self._channel.send(message)
        except BaseException as error:
            self._count(error)
            raise
        self._meters.deliveries.labels(self.name, "sent").inc()
        if message.accepted_at is not None:
            self._meters.replied(self.name, (self._clock() - message.accepted_at).total_seconds())
        return sent

    def _count(self, error: BaseException) -> None:
        self._meters.deliveries.labels(self.name, _ENDS.get(type(error), "other")).inc()
