"""Sizes of use that are planned for: users a day, and all that is assumed of them."""

from dataclasses import dataclass

TURNS_PER_USER, BURST = 8, 10


@dataclass(frozen=True)
class Step:
    """A size of use; the share of a day's turns in its busiest hour."""

    name: str
    users: int
    peak: float

    @property
    def turns_a_day(self) -> int:
        """All that come in."""
        return self.users * TURNS_PER_USER

    @property
    def mean(self) -> float:
        """Turns a second over the busiest hour."""
        return self.turns_a_day * self.peak / 3600

    @property
    def burst(self) -> float:
        """Turns a second in its worst moment."""
        return self.mean * BURST


STEPS = (
    Step("pilot", 1_000, 0.20),
    Step("province", 5_000, 0.20),
    Step("nation, lower", 34_000, 0.20),
    Step("nation, higher", 200_000, 0.15),
)
