"""Counting: what is measured of one row of a source goes to every value that the row belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

ALL = "all"
# Longer ones are cut: no key that anybody looks for is.
LONGEST_KEY = 160


class Place(NamedTuple):
    """Where something is counted: a measure, and a value of a dimension; ``parent`` is the value above."""

    measure: str
    dimension: str
    parent: str
    key: str


class Value(NamedTuple):
    """A value of a dimension that a row belongs to."""

    dimension: str
    parent: str
    key: str


EVERYTHING = Value(ALL, "", "")


class Measured(NamedTuple):
    """What one row says of a measure; ``n`` is how many people, or things of one each, it stands for."""

    measure: str
    good: int = 0
    total: float = 0.0
    squares: float = 0.0
    n: int = 1


@dataclass
class Sums:
    """What a place has come to."""

    n: int = 0
    good: int = 0
    total: float = 0.0
    squares: float = 0.0

    def add(self, n: int, good: int, total: float, squares: float) -> None:
        """One more row, or the sums of many."""
        self.n += n
        self.good += good
        self.total += total
        self.squares += squares


class Counts:
    """The sums of one month of one source; ``left_out`` counts the rows that were not counted."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._sums: dict[Place, Sums] = {}
        self.left_out = 0

    def add(self, values: Iterable[Value], measured: Iterable[Measured]) -> None:
        """Every measure at every value; the row belongs to everything without being told so."""
        found = list(measured)
        for dimension, parent, key in (EVERYTHING, *values):
            for measure, good, total, squares, n in found:
                place = Place(measure, dimension, parent, key[:LONGEST_KEY])
                sums = self._sums.get(place)
                if sums is None:
                    sums = self._sums[place] = Sums()
                sums.add(n, good, total, squares)

    def items(self) -> Iterator[tuple[Place, Sums]]:
        """All places, in no order."""
        return iter(self._sums.items())

    def by_measure(self) -> Mapping[str, Mapping[Place, Sums]]:
        """The places of each measure."""
        found: dict[str, dict[Place, Sums]] = defaultdict(dict)
        for place, sums in self._sums.items():
            found[place.measure][place] = sums
        return found

    @property
    def size(self) -> int:
        """Nought while nothing was counted; a row that comes in later changes it."""
        return sum(sums.n for place, sums in self._sums.items() if place.dimension == ALL)
