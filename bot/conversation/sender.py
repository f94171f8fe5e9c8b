"""Brings replies to their channel: in order in each conversation, again after a failure that may pass."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from bot.clock import Clock
from bot.conversation.delivery import (
    Delivery,
    DeliveryUnknown,
    Outgoing,
    PermanentFailure,
    TemporaryFailure,
)
from bot.conversation.outbox_repository import Attempt, Due, due_replies
from bot.conversation.replies import Reply
from bot.conversation.settling import Ended, Sent, Settling
from bot.conversation.work_loop import WorkLoop
from bot.logs.context import about_message
from bot.storage.database import Database

logger = logging.getLogger("chidan.conversation")

SENDINGS_AT_ONCE = 16
POLL_SECONDS = 0.5
SEND_TIMEOUT = 10.0
# For being prepared and for waiting until the channel is free.
MOST_BEFORE = 8.0
# Longer than both: from then on the attempt counts as lost with its process. The reply is sent again,
# so a crash may double one reply; the other way round it could swallow one.
ATTEMPT_LOST_AFTER = timedelta(seconds=20)


@dataclass(frozen=True)
class Dispatch:
    """One attempt to send one reply."""

    attempt: Attempt
    channel: str
    outgoing: Outgoing
    message: int | None


class Sender:
    """A background task; any number of processes may run one each on the same PostgreSQL.

    On each channel one reply at a time is on its way and not yet written down, so a crash doubles at
    most that one. What can be done ahead is done for many.
    """

    def __init__(self, db: Database, channels: Mapping[str, Delivery], clock: Clock) -> None:
        """``channels`` by name; a reply for a channel that is off fails for good."""
        self._db = db
        self._channels = channels
        self._clock = clock
        self._settling = Settling(db, clock)
        self._doors: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._loop = WorkLoop(
            "replies", self._take, self._send, at_once=SENDINGS_AT_ONCE, poll_seconds=POLL_SECONDS
        )

    def wake(self) -> None:
        """A reply has been written."""
        self._loop.wake()

    async def run(self) -> None:
        """Works until it is cancelled."""
        try:
            await self._loop.run()
        finally:
            await self._settling.write()

    async def _take(self, free: int) -> Sequence[Dispatch]:
        now = self._clock()
        async with self._db.transaction() as session:
            return [_begin(due, now) for due in await due_replies(session, now, free)]

    async def _send(self, dispatch: Dispatch) -> bool:
        channel = self._channels.get(dispatch.channel)
        if channel is None:
            await self._settling.settle(dispatch.attempt, PermanentFailure("channel_off"))
            return True
        door = self._doors[dispatch.channel]
        try:
            async with asyncio.timeout(MOST_BEFORE):
                await channel.prepare(dispatch.outgoing)
                await door.acquire()
        except Exception as error:
            await self._settling.settle(dispatch.attempt, _not_sent(error))
            return True
        try:
            with about_message(dispatch.message):
                ended = await _try(channel, dispatch.outgoing)
                logger.info("reply %d: %s", dispatch.attempt[0], type(ended).__name__)
            await self._settling.settle(dispatch.attempt, ended)
        finally:
            door.release()
        return True


def _begin(due: Due, now: datetime) -> Dispatch:
    reply = due.reply
    reply.begin_sending(now + ATTEMPT_LOST_AFTER)
    contact = due.contact
    heard_at = contact.heard_at or contact.created_at
    body = msgspec.convert(reply.body, Reply)
    outgoing = Outgoing(contact.contact_key, reply.seq, body, heard_at, due.accepted_at)
    return Dispatch((reply.id, reply.attempts), contact.channel, outgoing, due.message)


async def _try(channel: Delivery, outgoing: Outgoing) -> Ended:
    try:
        async with asyncio.timeout(SEND_TIMEOUT):
            return Sent(await channel.send(outgoing))
    except TimeoutError:
        return DeliveryUnknown("timeout")
    except Exception as error:
        return error


def _not_sent(error: Exception) -> Exception:
    return TemporaryFailure("waited") if isinstance(error, TimeoutError) else error
