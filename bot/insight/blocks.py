"""From the tallies of months to the blocks that may be told; decided anew each time, always the same."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.insight.counts import ALL, Place, Sums
from bot.insight.small_cells import Block, blocks_below, blocks_of_all

# The months of each place in the order in which they were closed.
Tallies = Mapping[Place, Mapping[str, Sums]]
# The dimension above another one; the others hang on everything.
ABOVE = {"procedure": "field"}


@dataclass(frozen=True)
class Told:
    """What may be told of a place over some months."""

    place: Place
    months: tuple[str, ...]
    sums: Sums


def told_of(measure: str, order: Sequence[str], tallies: Tallies) -> Iterator[Told]:
    """All that may be told of one measure; ``order`` is that in which the months of the year were closed."""
    families: dict[tuple[str, str], dict[str, dict[str, int]]] = defaultdict(dict)
    for place, months in tallies.items():
        counts = {month: months[month].n for month in order if month in months}
        families[place.dimension, place.parent][place.key] = counts
    everything = blocks_of_all(families.pop((ALL, ""), {}).get("", {}))
    told = {(ALL, ""): everything}
    for dimension, parent in sorted(families, key=lambda family: family[0] in ABOVE):
        above = told.get((ABOVE.get(dimension, ALL), ""), ())
        parents = [block for block in above if block.key == parent]
        told[dimension, parent] = blocks_below(parents, families[dimension, parent])
    for (dimension, parent), blocks in told.items():
        for block in blocks:
            place = Place(measure, dimension, parent, block.key)
            yield Told(place, block.months, _sums(block, tallies[place]))


def _sums(block: Block, months: Mapping[str, Sums]) -> Sums:
    sums = Sums()
    for month in block.months:
        one = months.get(month)
        if one is not None:
            sums.add(one.n, one.good, one.total, one.squares)
    return sums
