"""Gives each waiting message its turn: one at a time in a conversation, many conversations side by side."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.conversation.claims import Claim, take_messages
from bot.conversation.delivery import Delivery
from bot.conversation.outage import Outage
from bot.conversation.pieces import Pause, Piece
from bot.conversation.record import BREATH
from bot.conversation.turn_runner import TurnRunner
from bot.conversation.work_loop import WorkLoop
from bot.storage.database import Database

# Rasa works on one message at a time; a few more under way keep it busy while others are being recorded.
TURNS_AT_ONCE = 8
# Telling citizens of an outage must not wait for turns that the outage holds up.
NOTICES_AT_ONCE = 8
POLL_SECONDS = 0.5
# Most answers are there before anybody could see the sign; a call of the channel for it would be wasted.
SECONDS_BEFORE_TYPING = 0.3
# In an outage a look for people who were not told yet goes through all that waits: where it found no more,
# messages that come in do not start the next at once.
BETWEEN_LOOKS = timedelta(seconds=0.25)
WAITING = "waiting"
A_MOMENT = 0.01  # timers and the clock do not round alike


class Dispatcher:
    """A background task; any number of processes may run one each on the same PostgreSQL."""

    def __init__(
        self,
        db: Database,
        runner: TurnRunner,
        channels: Mapping[str, Delivery],
        outage: Outage,
        clock: Clock,
        pause: Pause,
        at_once: int = TURNS_AT_ONCE,
    ) -> None:
        """``outage`` is the runner's own; ``pause`` says how long a row of pieces is kept open."""
        self._db = db
        self._runner = runner
        self._channels = channels
        self._outage = outage
        self._clock = clock
        self._pause = pause
        self._most_asking = at_once
        self._asking = 0
        self._left_some = False
        self._all_told_at: datetime | None = None
        db.news.hear(WAITING, lambda _note: self.wake())
        self._loop = WorkLoop(
            "turns", self._take, self._run_turn, at_once=at_once + NOTICES_AT_ONCE, poll_seconds=POLL_SECONDS
        )

    def wake(self) -> None:
        """There may be work now."""
        self._loop.wake()

    def hear(self, piece: Piece) -> None:
        """A message has come in; after one that may go on, its writer's silence is looked for in time."""
        if piece is Piece.MORE:
            self._wake_in(self._pause.quiet)
        else:
            self._loop.wake()
            if self._asking >= self._most_asking:
                self._db.news.say(WAITING)  # others may have a hand free

    async def run(self) -> None:
        """Works until it is cancelled; turns under way go back to their place."""
        await self._loop.run()

    async def _take(self, free: int) -> Sequence[Claim]:
        now = self._clock()
        slots = min(free, self._most_asking - self._asking)
        if not self._outage.lasts:
            # A full house asks the database nothing: it would hold up those who write to it.
            taken = await take_messages(self._db, now, slots, self._pause) if slots else ()
            self._left_some = len(taken) == slots
            return taken
        if slots and self._outage.probe_due():
            return await take_messages(self._db, now, 1, self._pause)
        return await self._take_untold(now, free)

    async def _take_untold(self, now: datetime, free: int) -> Sequence[Claim]:
        if self._all_told_at is not None and timedelta() <= now - self._all_told_at < BETWEEN_LOOKS:
            return ()
        taken = await take_messages(self._db, now, free, self._pause, only_tell=True)
        self._all_told_at = now if len(taken) < free else None
        return taken

    async def _run_turn(self, claim: Claim) -> bool:
        if claim.only_tell:
            return await self._runner.tell(claim)
        self._asking += 1
        typing = asyncio.create_task(self._show_typing(claim))
        try:
            more = await self._runner.run(claim)
            if more:
                self._wake_in(BREATH)
            return more or self._left_some
        finally:
            self._asking -= 1
            typing.cancel()

    def _wake_in(self, pause: timedelta) -> None:
        asyncio.get_running_loop().call_later(pause.total_seconds() + A_MOMENT, self._loop.wake)

    async def _show_typing(self, claim: Claim) -> None:
        with contextlib.suppress(Exception):
            await asyncio.sleep(SECONDS_BEFORE_TYPING)
            await self._channels[claim.channel].typing(claim.contact_key)
