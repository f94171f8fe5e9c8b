"""What the answers of one rate add up to, window by window, so that each figure has its spread."""

from collections.abc import Sequence
from statistics import median

import msgspec

from bench.channels.finding import quantile
from bench.load.arrivals import Answer

WINDOWS = 5
# A rate is borne while so large a share of it is answered within the time that it was sent in.
BORNE = 0.95
MOST_MS = 3_000.0
TARGET_MS, TARGET_RATE = 300.0, 5.0


class Spread(msgspec.Struct, frozen=True):
    """The median over the windows, the least and the most."""

    median: float
    least: float
    most: float

    def __str__(self) -> str:
        return f"{self.median:.0f} ({self.least:.0f}–{self.most:.0f})"


class Point(msgspec.Struct, frozen=True):
    """One rate; milliseconds from due times; ``late`` is how late the driver itself was (p99, ms),
    ``limit`` the p95 from which on a rate is not borne."""

    rate: float
    sent: int
    good: int
    per_second: float
    p50: Spread
    p95: Spread
    p99: Spread
    late: float
    limit: float = MOST_MS

    @property
    def borne(self) -> bool:
        """Whether the program keeps up with the rate, so that waiting does not grow."""
        return (
            self.good == self.sent and self.per_second >= BORNE * self.rate and self.p95.median < self.limit
        )

    def __str__(self) -> str:
        return (
            f"{self.rate:g}/s sent, {self.per_second:.1f}/s answered, {self.good}/{self.sent} good, "
            f"p50 {self.p50} p95 {self.p95} p99 {self.p99} ms, driver late by {self.late:.0f} ms"
        )


def point_of(rate: float, answers: Sequence[Answer], limit: float = MOST_MS) -> Point:
    """The answers of a run at that rate; a window holds those that were due in a fifth of its time."""
    windows = _windows(answers)
    good = [one for one in answers if one.good]

    def spread(share: float) -> Spread:
        found = [quantile([one.milliseconds for one in window], share) for window in windows]
        return Spread(median(found), min(found), max(found))

    elapsed = max(one.done for one in answers) - answers[0].due
    late = quantile([(one.sent - one.due) * 1000 for one in answers], 0.99)
    # The last answers come after the last request was sent, however fast the program is.
    elapsed = max(elapsed - spread(0.5).median / 1000, len(answers) / rate)
    times = (spread(0.5), spread(0.95), spread(0.99))
    return Point(rate, len(answers), len(good), len(good) / elapsed, *times, late, limit)


def _windows(answers: Sequence[Answer]) -> list[Sequence[Answer]]:
    size = max(1, -(-len(answers) // WINDOWS))
    return [answers[start : start + size] for start in range(0, len(answers), size)]
