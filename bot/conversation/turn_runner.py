"""Runs one claimed message to its end, whatever happens on the way."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from bot.clock import Clock
from bot.conversation.claims import Claim
from bot.conversation.delivery import Delivery
from bot.conversation.handed_over import NO_SHELF, Lock, PhotoShelf
from bot.conversation.log import log_failure
from bot.conversation.nlu import Nlu, NluUnavailable
from bot.conversation.off_switch import NOTHING_OFF, OffSwitch
from bot.conversation.outage import Outage, pause_before_retry
from bot.conversation.outcomes import Outcome, Outcomes
from bot.conversation.record import Answered, LeaseLost, put_back, record_notice, record_turn
from bot.conversation.turn import RunningTurn, TurnStep, run_steps
from bot.effects import EffectHandlers
from bot.logs.context import about_message
from bot.storage.database import Database
from bot.storage.unbroken import unbroken

logger = logging.getLogger("chidan.conversation")

# After so many turns that never ended, the message itself is taken to be what ends them.
MOST_ATTEMPTS = 5
# The same for a message that Rasa fails on while it answers others.
MOST_FAILURES = 3
# The citizen hears of a delay before three seconds are over; the rest is for telling.
SECONDS_OF_SILENCE = 2.0
# The same where a part of the three seconds went by in waiting for more.
SECONDS_AFTER_QUIET = 1.4


class TurnRunner:
    """Asks the steps, keeps their promise to the citizen, and tells who waits."""

    def __init__(
        self,
        db: Database,
        steps: Sequence[TurnStep],
        nlu: Nlu,
        outcomes: Outcomes,
        outage: Outage,
        clock: Clock,
        on_answered: Callable[[Claim, Answered], None],
        effects: EffectHandlers,
        channels: Mapping[str, Delivery],
        patience: float = SECONDS_OF_SILENCE,
        off: OffSwitch = NOTHING_OFF,
        shelf: PhotoShelf = NO_SHELF,
        lock: Lock | None = None,
    ) -> None:
        """``on_answered`` is called after each commit and must return at once."""
        self._db = db
        self._steps = steps
        self._nlu = nlu
        self._outcomes = outcomes
        self._outage = outage
        self._clock = clock
        self._on_answered = on_answered
        self._effects = effects
        self._channels = channels
        self._patience = patience
        self._off, self._shelf, self._lock = off, shelf, lock

    async def run(self, claim: Claim) -> bool:
        """Ends with the turn recorded or the message back in its place; raises StorageUnavailable.

        Tells whether there may be more to do at once.
        """
        return await self._finish(claim, self._run)

    async def tell(self, claim: Claim) -> bool:
        """Only tells of the delay and puts the message back; otherwise as run."""
        return await self._finish(claim, self._delay)

    async def _finish(self, claim: Claim, work: Callable[[RunningTurn], Awaitable[bool]]) -> bool:
        channel = self._channels.get(claim.channel)
        turn = RunningTurn(
            claim,
            self._nlu,
            self._outcomes,
            channel=channel,
            off=self._off,
            shelf=self._shelf,
            lock=self._lock,
        )
        try:
            with about_message(claim.inbox_id, claim.nlu_sender):
                return await work(turn)
        except LeaseLost:
            logger.warning("message %d: another worker took it over", claim.inbox_id)
            return True
        except asyncio.CancelledError:
            # The process is stopping: the next one need not wait for the lease to run out.
            with contextlib.suppress(Exception):
                await unbroken(put_back(self._db, turn, self._clock(), timedelta(0), failed=False))
            raise

    async def _run(self, turn: RunningTurn) -> bool:
        try:
            outcome = await self._outcome(turn)
        except NluUnavailable as error:
            logger.warning("message %d: no answer from Rasa (%s)", turn.claim.inbox_id, error)
            blamed = self._outage.fail(reached=error.reached)
            if not blamed or turn.claim.failures + 1 < MOST_FAILURES:
                return await self._delay(turn, failed=blamed)
            outcome = turn.say(Outcome.FAILED_NLU, "no_answer")
        except Exception as error:
            log_failure(logger, f"message {turn.claim.inbox_id}", error)
            outcome = turn.say(Outcome.FAILED_INTERNAL, "broken")
        outage_over = turn.nlu_answered and self._outage.lasts
        if turn.nlu_answered:
            self._outage.end()
        answered = await unbroken(record_turn(self._db, turn, outcome, self._clock(), self._effects))
        logger.info("turn ended: %s after %d ms", outcome, answered.latency_ms)
        self._on_answered(turn.claim, answered)
        return answered.more_waiting or outage_over

    async def _outcome(self, turn: RunningTurn) -> Outcome:
        if turn.claim.attempts > MOST_ATTEMPTS:
            logger.error("message %d: given up after %d turns", turn.claim.inbox_id, MOST_ATTEMPTS)
            return turn.say(Outcome.FAILED_INTERNAL, "broken")
        running = asyncio.create_task(run_steps(self._steps, turn))
        try:
            patience = min(self._patience, SECONDS_AFTER_QUIET) if turn.claim.kept_quiet else self._patience
            done, _ = await asyncio.wait({running}, timeout=patience)
            if not done:
                self._outage.suspect(silence=timedelta(seconds=patience))
                await self._tell_of_delay(turn)
            return await running
        finally:
            running.cancel()

    async def _delay(self, turn: RunningTurn, *, failed: bool = False) -> bool:
        await self._tell_of_delay(turn)
        await unbroken(put_back(self._db, turn, self._clock(), pause_before_retry(), failed=failed))
        return False

    async def _tell_of_delay(self, turn: RunningTurn) -> None:
        notice = RunningTurn(
            turn.claim, turn.nlu, turn.outcomes, masked_text=turn.masked_text, channel=turn.channel
        )
        outcome = notice.say(Outcome.FAILED_NLU, "delayed")
        answered = await unbroken(record_notice(self._db, notice, outcome, self._clock()))
        if answered is not None:
            self._on_answered(turn.claim, answered)
