"""What is known, in this process, of whether Rasa answers at present."""

import random
from datetime import datetime, timedelta

from bot.clock import Clock

BETWEEN_PROBES = timedelta(seconds=1)
# Long enough that the next probe falls to another conversation, short enough to be soon after a restart.
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 3.0


class Outage:
    """While it lasts, one waiting message at a time is tried; other citizens only hear of the delay."""

    def __init__(self, clock: Clock) -> None:
        """Begins in good hope."""
        self._clock = clock
        self._next_probe: datetime | None = None
        self._last_answer = clock()
        self._failed_once = False

    @property
    def lasts(self) -> bool:
        """Whether the last that was heard of Rasa was a failure."""
        return self._next_probe is not None

    def fail(self, *, reached: bool) -> bool:
        """A message got no answer; true if that may be the message's own fault.

        Where no server could be reached, it never is. Else one failure may be, two in a row are an outage.
        """
        blamed = reached and not self._failed_once and not self.lasts
        self._failed_once = True
        if not blamed:
            self._begin()
        return blamed

    def suspect(self, silence: timedelta) -> None:
        """Rasa keeps a message waiting for so long; that counts if it has answered no other meanwhile."""
        if self._clock() - self._last_answer >= silence:
            self._begin()

    def end(self) -> None:
        """Rasa has answered."""
        self._next_probe = None
        self._last_answer = self._clock()
        self._failed_once = False

    def probe_due(self) -> bool:
        """Whether it is time to try again; true once each time."""
        now = self._clock()
        if self._next_probe is None or now < self._next_probe:
            return False
        self._next_probe = now + BETWEEN_PROBES
        return True

    def _begin(self) -> None:
        if self._next_probe is None:
            self._next_probe = self._clock() + BETWEEN_PROBES


def pause_before_retry() -> timedelta:
    """How long a message rests that Rasa could not take; jittered, so that not all come back at once."""
    return timedelta(seconds=random.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))  # noqa: S311 - no secret
