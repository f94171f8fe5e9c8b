"""All that the program ever tells, page by page and period by period, put together by somebody curious."""

import random
from collections.abc import AsyncIterator, Iterator
from datetime import date
from itertools import chain, combinations, product
from typing import Any

import numpy as np
import pytest

from bot.insight.figures import Figure, Period
from bot.insight.service import Insight
from bot.storage.database import Database
from tests.integration.insight.closed import closer
from tests.integration.insight.rows import add_responses, add_wave, response

MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
PROCEDURES = {"p1": "land", "p2": "land", "p3": "land", "p4": "water", "p5": "water", "p6": "sea"}
COMMUNES = ("c1", "c2", "c3")
ATOMS = tuple(product(PROCEDURES, COMMUNES, MONTHS))
PERIODS = [Period(first, last) for first, last in product(MONTHS, MONTHS) if first <= last]
CUTS = ("all", "month", "field", "procedure", "commune")


def key_in(dimension: str, atom: tuple[str, str, str]) -> str:
    procedure, commune, month = atom
    whole = {"all": "all", "month": month, "field": PROCEDURES[procedure]}
    return {"procedure": procedure, "commune": commune, **whole}[dimension]


def vector(dimension: str, keys: Any, months: Any) -> np.ndarray:
    return np.array([key_in(dimension, atom) in keys and atom[2] in months for atom in ATOMS], float)


def drawn(seed: int) -> dict[tuple[str, str, str], int]:
    """Few answers in most cells, many in some."""
    dice = random.Random(seed)
    return {atom: dice.choice((0, 0, 1, 1, 2, 3, 5, 9, 12)) for atom in ATOMS}


async def fill(db: Database, table: dict[tuple[str, str, str], int], seed: int) -> None:
    """Not everybody answers both questions, so that each has counts of its own."""
    dice, rows, given = random.Random(seed), [], {}
    for (procedure, commune, month), n in table.items():
        day = date.fromisoformat(f"{month}-10")
        for _ in range(n):
            place = {"field": PROCEDURES[procedure], "procedure": procedure, "commune": commune}
            rows.append(response(day, **place))
            given[rows[-1]["id"]] = {"Q15": dice.randint(1, 5)}
    await add_wave(db)
    await add_responses(db, given, *rows)


async def told(db: Database) -> AsyncIterator[tuple[np.ndarray, Figure]]:
    """Every figure of every page, with the answers that it says it stands for."""
    insight = Insight(db)
    for period, dimension in product(PERIODS, CUTS):
        for row in (await insight.satisfaction(period, dimension)).rows:
            figure = row.figures["csat"]
            if not figure.hidden:
                months = row.covers.split() or list(period.months())
                yield vector(dimension, [row.key], months), figure
    for row in (await insight.public_months()).rows:
        assert row.figures["satisfaction"].hidden or row.figures["satisfaction"].n >= 10


def parts(of: Any) -> Iterator[tuple[Any, ...]]:
    return chain.from_iterable(combinations(of, size) for size in range(1, len(of) + 1))


def all_sets() -> np.ndarray:
    """Every set of values in every set of months, a row each."""
    return np.array(
        [
            vector(dimension, some, months)
            for dimension in ("field", "procedure", "commune")
            for some, months in product(
                parts(sorted({key_in(dimension, atom) for atom in ATOMS})), parts(MONTHS)
            )
        ]
    )


@pytest.mark.parametrize("seed", range(3))
async def test_no_small_cell_follows_from_all_pages_together(db: Database, seed: int) -> None:
    table = drawn(seed)
    await fill(db, table, seed)
    await closer(db).close_all()
    counts = np.array([table[atom] for atom in ATOMS])
    vectors = []
    async for cells, figure in told(db):
        assert figure.n == counts @ cells >= 10
        vectors.append(cells)
    _, sizes, basis = np.linalg.svd(np.array(vectors), full_matrices=False)
    basis = basis[sizes > 1e-9]
    assert len(vectors) > 50
    sets = all_sets()
    few = sets[(sets @ counts > 0) & (sets @ counts < 10)]
    beyond_what_is_told = np.abs(few - (few @ basis.T) @ basis)
    assert (beyond_what_is_told.max(axis=1) > 1e-6).all(), "worked out"


async def test_a_hidden_row_has_no_number_at_all(db: Database) -> None:
    await fill(db, drawn(1), 1)
    await closer(db).close_all()
    for period, dimension in product(PERIODS, CUTS):
        for row in (await Insight(db).satisfaction(period, dimension)).rows:
            for figure in row.figures.values():
                numbers = (figure.value, figure.n, figure.low, figure.high, figure.response_rate)
                assert (figure.n is not None and figure.n >= 10) or numbers == (None,) * 5
