"""One thing measured small and large."""

import msgspec

from bench.load.points import Spread


class Growth(msgspec.Struct, frozen=True):
    """The target, where there is one, is of the ratio."""

    what: str
    where: str
    small_size: str
    large_size: str
    small: Spread
    large: Spread
    unit: str = "ms"
    target: float | None = None

    @property
    def ratio(self) -> float:
        """Large against small."""
        return self.large.median / self.small.median if self.small.median else float("inf")
