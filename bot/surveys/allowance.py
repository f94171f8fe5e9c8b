"""How often something may happen from one place, remembered by this process alone."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

MOST_PLACES = 10_000  # beyond that the one that was heard of longest ago is forgotten


class Allowance:
    """So many times within a period, for each place."""

    def __init__(self, most: int, period: timedelta) -> None:
        """Nothing happened yet."""
        self._most = most
        self._period = period
        self._times: OrderedDict[str, deque[datetime]] = OrderedDict()

    def is_used_up(self, place: str | None, now: datetime) -> bool:
        """Whether it happened too often from there; from nowhere in particular it never does."""
        times = self._times.get(place) if place is not None else None
        if times is None:
            return False
        while times and now - times[0] >= self._period:
            times.popleft()
        return len(times) >= self._most

    def use(self, place: str | None, now: datetime) -> None:
        """It happened once more."""
        if place is None:
            return
        self._times.setdefault(place, deque(maxlen=self._most)).append(now)
        self._times.move_to_end(place)
        if len(self._times) > MOST_PLACES:
            self._times.popitem(last=False)
