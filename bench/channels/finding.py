"""What a run found, beside what was aimed at."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """``measured`` stands beside ``target`` in the table; ``figures`` are for tests."""

    target: str
    measured: str
    reached: bool
    details: tuple[str, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of the values do not exceed; not a number without values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan
