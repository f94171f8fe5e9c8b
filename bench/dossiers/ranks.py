"""Whether two series of times can be told apart: the rank test of Mann and Whitney."""

import math
from collections.abc import Sequence
from statistics import median

WORTH = 0.1


def chance_of(first: Sequence[float], second: Sequence[float]) -> float:
    """How likely series of one origin differ at least so much, two-sided; for some twenty values and more."""
    ranks = _ranks([*first, *second])
    m, n = len(first), len(second)
    u = sum(ranks[:m]) - m * (m + 1) / 2
    deviation = math.sqrt(m * n * (m + n + 1) / 12)
    return math.erfc(abs(u - m * n / 2) / deviation / math.sqrt(2))


def tells_apart(first: Sequence[float], second: Sequence[float], least_chance: float) -> bool:
    """Whether who times both kinds learns which is which: a difference too sure for chance, of a tenth.

    A few hundredths come and go with what a database does in the background, and are then as sure.
    """
    apart = abs(median(first) - median(second))
    return chance_of(first, second) < least_chance and apart > WORTH * min(median(first), median(second))


def _ranks(values: Sequence[float]) -> list[float]:
    """The place of each value in their order; equal ones share theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    start = 0
    while start < len(order):
        end = start
        while end < len(order) and values[order[end]] == values[order[start]]:
            end += 1
        for place in range(start, end):
            ranks[order[place]] = (start + 1 + end) / 2
        start = end
    return ranks
