"""Shares with their 95 % intervals, and quantiles of times."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Z = 1.959964  # two-sided 95 %


@dataclass(frozen=True)
class Share:
    """So many out of so many; prints itself in percent with its interval."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        """0..1; NaN of nothing."""
        return self.hits / self.of if self.of else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval: true to small samples and to shares near 0 and 1."""
        if not self.of:
            return 0.0, 1.0
        square = Z * Z / self.of
        middle = (self.value + square / 2) / (1 + square)
        reach = Z / (1 + square) * math.sqrt(self.value * (1 - self.value) / self.of + square / self.of / 4)
        return max(0.0, middle - reach), min(1.0, middle + reach)

    def __str__(self) -> str:
        if not self.of:
            return "–"
        low, high = self.interval
        return f"{self.value * 100:.1f} ({low * 100:.1f}–{high * 100:.1f})"


def share(verdicts: Iterable[bool]) -> Share:
    """How many of them are true."""
    counted = list(verdicts)
    return Share(sum(counted), len(counted))


def quantile(values: Sequence[float], part: float) -> float:
    """The value that so large a part of the values does not exceed; NaN of none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else math.nan
