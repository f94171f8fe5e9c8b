"""How attempts to send ended, written down before anything else is sent: a crash doubles what is not."""

import asyncio
import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.conversation.delivery import DeliveryUnknown, PermanentFailure, TemporaryFailure
from bot.conversation.log import log_failure
from bot.conversation.outbox import OutboxMessage
from bot.conversation.outbox_repository import Attempt, replies_in_attempt
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.storage.unbroken import unbroken

RETRY_LADDER = (1.0, 3.0, 10.0, 30.0, 60.0, 300.0)
PAUSE_SECONDS = 0.5

logger = logging.getLogger("chidan.conversation")


@dataclass(frozen=True)
class Sent:
    """The channel took the reply, under that name of its own where it gives one."""

    sent_id: str | None = None


Ended = Sent | Exception


class Settling:
    """What ends while something is being written is written together with the next."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Nothing has ended."""
        self._db = db
        self._clock = clock
        self._ended: dict[Attempt, Ended] = {}
        self._writing = asyncio.Lock()

    async def settle(self, attempt: Attempt, ended: Ended) -> None:
        """Returns once it is committed, however long the database is away."""
        self._ended[attempt] = ended
        while attempt in self._ended:
            try:
                await unbroken(self.write())
            except StorageUnavailable as error:
                log_failure(logger, "settling what was sent", error)
                await asyncio.sleep(PAUSE_SECONDS)

    async def write(self) -> None:
        """Commits all that has ended; raises StorageUnavailable, and forgets nothing."""
        async with self._writing:
            ended, now = dict(self._ended), self._clock()
            if not ended:
                return
            async with self._db.transaction(urgent=True) as session:
                for reply in await replies_in_attempt(session, ended):
                    settle(reply, ended[reply.id, reply.attempts], now)
            for attempt in ended:
                del self._ended[attempt]


def settle(reply: OutboxMessage, ended: Ended, now: datetime) -> None:
    """Writes down how an attempt ended."""
    match ended:
        case Sent():
            reply.arrive(now, ended.sent_id)
        case DeliveryUnknown():
            reply.lose_sight(str(ended))
        case TemporaryFailure() if now < reply.created_at + ended.patience:
            reply.retry_at(now + retry_delay(reply.attempts, ended.retry_after), str(ended))
        case TemporaryFailure() | PermanentFailure():
            reply.give_up(str(ended))
        case _:
            # A mistake in the channel's code: what became of the reply cannot be told.
            reply.lose_sight(type(ended).__name__)


def retry_delay(attempts: int, retry_after: float | None) -> timedelta:
    """The wait after so many attempts: a step of the ladder give or take a fifth, or longer if asked."""
    step = RETRY_LADDER[min(attempts, len(RETRY_LADDER)) - 1]
    jittered = step * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
    return timedelta(seconds=max(jittered, retry_after or 0.0))
