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

# Another process may run the turn; then only the database tells.
POLL_SECONDS = 0.5


class Answers:
    """Hears of every turn that ends in this process, and looks for the rest."""

    def __init__(self, db: Database) -> None:
        """Nobody waits yet."""
        self._db = db
        self._waiting: dict[int, set[asyncio.Future[Answered]]] = {}

    def announce(self, claim: Claim, answered: Answered) -> None:
        """A turn on these messages has been recorded."""
        self._tell(claim.inbox_id, answered)
        for joined_id in claim.joined_ids:
            self._tell(joined_id, answered.for_joined(claim.external_id))

    def _tell(self, inbox_id: int, answered: Answered) -> None:
        for waiter in self._waiting.get(inbox_id, ()):
            if not waiter.done():
                waiter.set_result(answered)

    async def wait(self, accepted: Accepted, seconds: float) -> Answered | None:
        """What came of the message, as soon as anything did; raises StorageUnavailable."""
        inbox_id = accepted.inbox_id
        deadline = time.monotonic() + seconds
        with self._waiter(inbox_id) as waiter:
            # A new message cannot have been answered yet; one that was known before may long be.
            found = await self._look(inbox_id) if accepted.duplicate else None
            while found is None and (left := deadline - time.monotonic()) > 0:
                await asyncio.wait({waiter}, timeout=min(left, POLL_SECONDS))
                found = waiter.result() if waiter.done() else await self._look(inbox_id)
            return found

    async def _look(self, inbox_id: int) -> Answered | None:
        async with self._db.reading() as session:
            found = await last_turn(session, inbox_id)
        return _answered(found, inbox_id) if found is not None else None

    @contextlib.contextmanager
    def _waiter(self, inbox_id: int) -> Iterator[asyncio.Future[Answered]]:
        waiter: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
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
