"""Leaves a system alone that does not answer, so that nobody waits for it in vain.

Libraries for this (purgatory, circuitbreaker, pybreaker) let every call through while they try again, and
go by the machine's own clock.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.dossiers.sources.source import Reason, SourceDown

FAILURES = 5
PAUSE = timedelta(seconds=30)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outage:
    """Since when every call fails, and why the last one did."""

    since: datetime
    reason: str


class Breaker:
    """After so many failures in a row nothing goes through for a pause; then a single trial decides."""

    def __init__(self, clock: Clock, failures: int = FAILURES, pause: timedelta = PAUSE) -> None:
        """Closed: everything goes through."""
        self._clock = clock
        self._limit = failures
        self._pause = pause
        self._failures = 0
        self._row: Outage | None = None
        self._opened_at: datetime | None = None
        self._trying = False

    @property
    def outage(self) -> Outage | None:
        """What is wrong, where the last word is that the system does not answer."""
        return self._row if self._opened_at else None

    def check(self) -> None:
        """Raises SourceDown where a call would not go through now."""
        if self._opened_at is None:
            return
        # A clock that was put back must not make the pause longer.
        rests = timedelta(0) <= self._clock() - self._opened_at < self._pause
        if rests or self._trying:
            raise SourceDown(Reason.RESTS)

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """One call; a SourceDown out of it is a failure, one that is given up says nothing."""
        self.check()
        trial = self._opened_at is not None
        self._trying = trial
        try:
            yield
        except SourceDown as down:
            self._fail(down.reason, trial)
            raise
        else:
            self._close()
        finally:
            if trial:
                self._trying = False

    def _fail(self, reason: str, trial: bool) -> None:
        now = self._clock()
        self._failures += 1
        self._row = Outage(self._row.since if self._row else now, reason)
        if self._opened_at is not None:
            # What was on its way before the pause began does not make it longer.
            self._opened_at = now if trial else self._opened_at
        elif self._failures >= self._limit:
            self._opened_at = now
            logger.warning("a source of dossiers is left alone for a while: %s", reason)

    def _close(self) -> None:
        if self._opened_at is not None:
            logger.info("a source of dossiers answers again")
        self._failures, self._row, self._opened_at = 0, None, None
