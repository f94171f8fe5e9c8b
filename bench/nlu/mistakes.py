"""Which confidences hold, and which procedures are taken for which."""

from collections import Counter
from collections.abc import Sequence

from bench.nlu.intervals import Share, share

BINS = 10
MOST_CONFUSED = 25

Judged = tuple[float, bool]
"""Confidence of the first candidate, and whether it was right."""
Pair = tuple[str, str]
"""The procedure meant, and the first candidate."""


def by_confidence(judged: Sequence[Judged]) -> list[tuple[float, Share]]:
    """Mean confidence and share right of each tenth of the scale that has any."""
    bins: dict[int, list[Judged]] = {}
    for confidence, right in judged:
        bins.setdefault(min(BINS - 1, int(confidence * BINS)), []).append((confidence, right))
    return [
        (sum(confidence for confidence, _ in bins[at]) / len(bins[at]), share(right for _, right in bins[at]))
        for at in sorted(bins)
    ]


def most_confused(pairs: Sequence[Pair]) -> list[str]:
    """The procedures that take part in the most mistakes, by code."""
    mistakes = [pair for pair in pairs if pair[0] != pair[1]]
    counts = Counter(code for pair in mistakes for code in pair)
    return sorted(code for code, _ in counts.most_common(MOST_CONFUSED))
