"""What is known, in this process, of whether Rasa answers at present."""

import random
from datetime import datetime, timedelta

from bot.conversation.clock import Clock

BETWEEN_PROBES = timedelta(seconds=1)
# Long enough that the next probe falls to another conversation, short enough to be soon after a restart.
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 3.0


class Outage:
    """While it lasts, one waiting message at a time is tried; the others only hear of the delay."""

    def __init__(self, clock: Clock) -> None:
        """Begins in good hope."""
        self._clock = clock
        self._next_probe: datetime | None = None

    @property
    def lasts(self) -> bool:
        """Whether the last that was heard of Rasa was a failure."""
        return self._next_probe is not None

    def begin(self) -> None:
        """Rasa has failed."""
        if self._next_probe is None:
            self._next_probe = self._clock() + BETWEEN_PROBES

    def end(self) -> None:
        """Rasa has answered."""
        self._next_probe = None

    def probe_due(self) -> bool:
        """Whether it is time to try again; true once each time."""
        now = self._clock()
        if self._next_probe is None or now < self._next_probe:
            return False
        self._next_probe = now + BETWEEN_PROBES
        return True


def pause_before_retry() -> timedelta:
    """How long a message rests that Rasa could not take; jittered, so that not all come back at once."""
    return timedelta(seconds=random.uniform(SHORTEST_PAUSE, LONGEST_PAUSE))  # noqa: S311 - no secret
