"""Waiting for what comes of a message."""

import asyncio
import contextlib
import time
from collections.abc import Iterator

import msgspec

from bot.conversation.claims import Claim
from bot.conversation.inbox import Accepted
from bot.conversation.outcomes import Outcome
from bot.conversation.record import Answered
from bot.conversation.replies import Meta, Reply
from bot.conversation.repository import Ended, last_turn
from bot.storage.database import Database

# Another process may run the turn; its news may be lost, and then only the database tells.
POLL_SECONDS = 0.5
ANSWERED = "answered"


class Waiter:
    """Somebody who waits: for the answer itself, or for word that it is time to look for it."""

    def __init__(self) -> None:
        """Nothing has come."""
        self.answered: Answered | None = None
        self._called = asyncio.Event()

    def call(self, answered: Answered | None) -> None:
        """Here it is; None: it is to be found."""
        self.answered = self.answered or answered
        self._called.set()

    async def sleep(self, seconds: float) -> None:
        """Until the next call, or so long."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._called.wait()
        self._called.clear()


class Answers:
    """Hears of every turn that ends, here at once and elsewhere by news, and looks for the rest."""

    def __init__(self, db: Database) -> None:
        """Nobody waits yet."""
        self._db = db
        self._waiting: dict[int, set[Waiter]] = {}
        db.news.hear(ANSWERED, self._hear)

    def announce(self, claim: Claim, answered: Answered) -> None:
        """A turn on these messages has been recorded."""
        self._tell(claim.inbox_id, answered)
        for joined_id in claim.joined_ids:
            self._tell(joined_id, answered.for_joined(claim.external_id))
        # A message that was sent again is waited for in another process, too.
        for inbox_id in (claim.inbox_id, *claim.joined_ids):
            self._db.news.say(ANSWERED, str(inbox_id))

    def _tell(self, inbox_id: int, answered: Answered | None) -> None:
        for waiter in self._waiting.get(inbox_id, ()):
            waiter.call(answered)

    def _hear(self, note: str) -> None:
        for inbox_id in (int(note),) if note else tuple(self._waiting):
            self._tell(inbox_id, None)

    async def wait(self, accepted: Accepted, seconds: float) -> Answered | None:
        """What came of the message, as soon as anything did; raises StorageUnavailable."""
        inbox_id = accepted.inbox_id
        deadline = time.monotonic() + seconds
        with self._waiter(inbox_id) as waiter:
            # A new message cannot have been answered yet; one that was known before may long be.
            found = await self._look(inbox_id) if accepted.duplicate else None
            while found is None and (left := deadline - time.monotonic()) > 0:
                await waiter.sleep(min(left, POLL_SECONDS))
                found = waiter.answered or await self._look(inbox_id)
            return found

    async def _look(self, inbox_id: int) -> Answered | None:
        async with self._db.reading() as session:
            found = await last_turn(session, inbox_id)
        return _answered(found, inbox_id) if found is not None else None

    @contextlib.contextmanager
    def _waiter(self, inbox_id: int) -> Iterator[Waiter]:
        waiter = Waiter()
        self._waiting.setdefault(inbox_id, set()).add(waiter)
        try:
            yield waiter
        finally:
            self._waiting[inbox_id].discard(waiter)
            if not self._waiting[inbox_id]:
                del self._waiting[inbox_id]


def _answered(ended: Ended, inbox_id: int) -> Answered:
    turn = ended.turn
    answered = Answered(
        Outcome(turn.outcome),
        msgspec.convert(turn.meta, Meta),
        turn.latency_ms,
        tuple(msgspec.convert(reply.body, Reply) for reply in ended.replies),
    )
    return answered if turn.inbox_id == inbox_id else answered.for_joined(ended.external_id)
