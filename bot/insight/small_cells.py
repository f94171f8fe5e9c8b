"""Which counts may be told, so that nobody works out one of fewer than ten from all that is told.

Counts stand in a tree: all months, below each told count of all the values of a dimension (communes, or
fields and below them procedures). A *block* is one value over some of the blocks of its parent: mostly one
month, or as many months as it takes to reach ten. Only whole blocks are ever told, alone or added up, so a
period tells of a value what lies in it of whole blocks, and two periods differ by whole blocks.

The rule, for every parent block: what is not told of it is nothing or at least ten, counting what is told
later as part of a block over several parents as told, too; and such a block is told only while each of its
parents keeps ten that are never told.

Why it holds. Let somebody add up and subtract what is told until it leaves single answers, each once: a set
S. Give each block the factor that it was taken with. Take a parent that keeps ten that are never told: no
other block covers these, so all of them are in S (then S has ten) or none is, and the parent may be thought
away. Take a parent that is told in all its parts: all of these are blocks of that parent alone, and its
factor may be moved to them. What remains is blocks below, each alone; so S is a sum of whole blocks, which
have ten each, or one level further down the same again. Months are decided on in the order in which they
were closed and never again: what was told last month is still among what is told now. Nothing may change in
a month that was decided on (bot/insight/closing.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

ENOUGH = 10


@dataclass(frozen=True)
class Block:
    """One value over the months that it is told for; the one that completed it is among them."""

    key: str
    months: tuple[str, ...]
    n: int


def blocks_of_all(counts: Mapping[str, int]) -> list[Block]:
    """The months alone, those with fewer than ten joined to the ones after; in the order given."""
    blocks: list[Block] = []
    waiting: list[str] = []
    for month in counts:
        if not counts[month]:
            continue
        waiting.append(month)
        n = sum(counts[one] for one in waiting)
        if n >= ENOUGH:
            blocks.append(Block("", tuple(waiting), n))
            waiting = []
    return blocks


def blocks_below(parents: Sequence[Block], counts: Mapping[str, Mapping[str, int]]) -> list[Block]:
    """What may be told of the values below; ``counts`` are of each value by month and add up to the parents.

    ``parents`` are in the order of their completion.
    """
    plan = _Plan()
    for parent in parents:
        cells = {key: sum(months.get(month, 0) for month in parent.months) for key, months in counts.items()}
        plan.decide(parent, {key: n for key, n in cells.items() if n})
    return plan.told


class _Plan:
    """The parents decided on so far: what of each is not told, and which cells of a value wait for more."""

    def __init__(self) -> None:
        self.told: list[Block] = []
        self._untold: dict[Block, int] = {}
        self._waiting: dict[str, dict[Block, int]] = defaultdict(dict)

    def decide(self, parent: Block, cells: Mapping[str, int]) -> None:
        alone = _told_alone(cells)
        self._untold[parent] = sum(n for key, n in cells.items() if key not in alone)
        self.told += [Block(key, parent.months, cells[key]) for key in sorted(alone)]
        late = {key: n for key, n in cells.items() if key not in alone}
        for key, n in late.items():
            self._waiting[key][parent] = n
        for key in sorted(late, key=lambda one: (sum(self._waiting[one].values()), one)):
            self._join(key)

    def _join(self, key: str) -> None:
        """Tells what waits of that value in one block, if there is enough and every parent can spare it."""
        waiting = self._waiting[key]
        spared = {parent: n for parent, n in waiting.items() if self._untold[parent] - n >= ENOUGH}
        if sum(spared.values()) < ENOUGH:
            return
        for parent, n in spared.items():
            self._untold[parent] -= n
            del waiting[parent]
        months = tuple(month for parent in spared for month in parent.months)
        self.told.append(Block(key, months, sum(spared.values())))


def _told_alone(cells: Mapping[str, int]) -> set[str]:
    """The values that are told for that parent alone; the smallest are held back until the rest is enough."""
    alone = {key for key, n in cells.items() if n >= ENOUGH}
    rest = sum(n for key, n in cells.items() if key not in alone)
    for key in sorted(alone, key=lambda one: (cells[one], one)):
        if rest == 0 or rest >= ENOUGH:
            break
        alone.discard(key)
        rest += cells[key]
    return alone


def shown_together(counts: Iterable[int]) -> list[bool]:
    """Which of some counts may stand in one table whose sum is known: what is not shown is nothing or ten."""
    cells = {f"{place:06}": n for place, n in enumerate(counts)}
    alone = _told_alone(cells)
    return [n == 0 or key in alone for key, n in cells.items()]
