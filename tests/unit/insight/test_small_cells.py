"""Somebody with every number ever told, and linear algebra, against the rule of small cells."""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from bot.insight.small_cells import ENOUGH, Block, blocks_below, blocks_of_all, shown_together

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
FIELDS = {"land": ("p1", "p2", "p3"), "water": ("p4", "p5"), "sea": ("p6",)}
PROCEDURES = tuple(chain.from_iterable(FIELDS.values()))
COMMUNES = ("c1", "c2", "c3")
ATOMS = tuple(product(PROCEDURES, COMMUNES, MONTHS))
# Counts as they hurt: mostly few, now and then many.
COUNTS = st.one_of(st.just(0), st.integers(1, 4), st.integers(1, 12), st.integers(10, 40))
TABLES = st.lists(COUNTS, min_size=len(ATOMS), max_size=len(ATOMS)).map(
    lambda counts: dict(zip(ATOMS, counts, strict=True))
)
Table = Mapping[tuple[str, str, str], int]
Months = Mapping[str, int]


def field_of(procedure: str) -> str:
    return next(field for field, inside in FIELDS.items() if procedure in inside)


class Told:
    """All blocks of all dimensions, each as the atoms that it adds up."""

    def __init__(self, table: Table, months: tuple[str, ...] = MONTHS) -> None:
        self.table = {atom: n for atom, n in table.items() if atom[2] in months}
        self.all = blocks_of_all(self.by(lambda atom: "").get("", {}))
        self.fields = blocks_below(self.all, self.by(lambda atom: field_of(atom[0])))
        self.procedures = []
        for field in FIELDS:
            parents = [block for block in self.fields if block.key == field]
            inside = {key: of for key, of in self.by(lambda atom: atom[0]).items() if field_of(key) == field}
            self.procedures += blocks_below(parents, inside)
        self.communes = blocks_below(self.all, self.by(lambda atom: atom[1]))

    def by(self, key_of) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for atom, n in self.table.items():
            months = found.setdefault(key_of(atom), {})
            months[atom[2]] = months.get(atom[2], 0) + n
        return found

    def blocks(self) -> Iterator[tuple[str, Block]]:
        for name in ("all", "fields", "procedures", "communes"):
            yield from ((name, block) for block in getattr(self, name))

    def vectors(self) -> np.ndarray:
        rows = [self.vector(name, [block.key], block.months) for name, block in self.blocks()]
        return np.array(rows) if rows else np.zeros((1, len(ATOMS)))

    def vector(self, name: str, keys, months) -> np.ndarray:
        return np.array([key_in(name, atom) in keys and atom[2] in months for atom in ATOMS], float)

    def count(self, vector: np.ndarray) -> int:
        return int(sum(n for n, there in zip(self.table.values(), vector, strict=True) if there))


def key_in(name: str, atom: tuple[str, str, str]) -> str:
    procedure, commune, _ = atom
    return {"all": "", "fields": field_of(procedure), "procedures": procedure, "communes": commune}[name]


def parts(of) -> Iterator[tuple]:
    return chain.from_iterable(combinations(of, size) for size in range(1, len(of) + 1))


def all_sets() -> np.ndarray:
    """Every set of values of a dimension in every set of months, a row each."""
    rows = [
        [key_in(name, atom) in some and atom[2] in months for atom in ATOMS]
        for name, keys in (("fields", FIELDS), ("procedures", PROCEDURES), ("communes", COMMUNES))
        for some, months in product(parts(tuple(keys)), parts(MONTHS))
    ]
    return np.array(rows, float)


SETS = all_sets()


def span(vectors: np.ndarray) -> np.ndarray:
    """An orthonormal basis of all that follows from what was told."""
    _, sizes, basis = np.linalg.svd(vectors, full_matrices=False)
    return basis[sizes > 1e-9]


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_no_set_of_fewer_than_ten_follows_from_everything_that_is_told(table: Table) -> None:
    basis = span(Told(table).vectors())
    counts = SETS @ np.array([table[atom] for atom in ATOMS])
    small = SETS[(counts > 0) & (counts < ENOUGH)]
    beyond_what_is_told = np.abs(small - (small @ basis.T) @ basis)
    assert (beyond_what_is_told.max(axis=1, initial=0) > 1e-6).all(), "worked out"


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_every_block_has_ten_and_tells_what_it_counts(table: Table) -> None:
    told = Told(table)
    for name, block in told.blocks():
        assert block.n == told.count(told.vector(name, [block.key], block.months)) >= ENOUGH


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_what_was_told_last_month_is_still_told(table: Table) -> None:
    """So whoever kept the page of an earlier month knows nothing that today's does not tell, too."""
    told = set(Told(table).blocks())
    for months in range(1, len(MONTHS)):
        assert set(Told(table, MONTHS[:months]).blocks()) <= told


@settings(max_examples=25, deadline=None)
@given(TABLES)
def test_bounds_do_not_pin_down_a_small_cell_either(table: Table) -> None:
    """Counts are no negative numbers, which narrows what the hidden ones can be; never to a single number."""
    told = Told(table)
    vectors = told.vectors()
    known = vectors @ np.array([told.table[atom] for atom in ATOMS], float)
    small = [
        vector
        for name, keys in (("procedures", PROCEDURES), ("communes", COMMUNES))
        for key, month in product(keys, MONTHS)
        if 0 < told.count(vector := told.vector(name, [key], [month])) < ENOUGH
    ]
    for vector in small[:6]:
        low = linprog(vector, A_eq=vectors, b_eq=known, bounds=(0, None)).fun
        high = -linprog(-vector, A_eq=vectors, b_eq=known, bounds=(0, 10_000)).fun
        assert high - low > 1 - 1e-6


def test_a_small_value_takes_the_next_smallest_with_it() -> None:
    months = blocks_of_all({"2026-01": 60})
    below = blocks_below(months, {"a": {"2026-01": 40}, "b": {"2026-01": 15}, "c": {"2026-01": 5}})
    assert [(block.key, block.n) for block in below] == [("a", 40)]


def test_a_value_with_few_a_month_is_told_over_several() -> None:
    counts = {"2026-01": 106, "2026-02": 106, "2026-03": 106}
    of = {"big": 90, "few": 6, "other": 4, "rare": 6}
    below = blocks_below(blocks_of_all(counts), {key: dict.fromkeys(counts, n) for key, n in of.items()})
    assert Block("few", ("2026-01", "2026-02"), 12) in below
    assert all(block.key in ("big", "few") for block in below)


def test_a_table_with_a_known_sum_hides_a_second_count() -> None:
    assert shown_together([40, 15, 5, 0]) == [True, False, False, True]
    assert shown_together([40, 15, 0]) == [True, True, True]
