"""What may be told, added up as pages need it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.insight.counts import Sums
from bot.insight.figures import Period
from bot.insight.model import InsightBlock, InsightTally

AT_ONCE = 1000


@dataclass(frozen=True)
class Total:
    """Whole blocks of one measure and value added up; ``months`` are those covered, where asked for."""

    sums: Sums
    base: int
    months: frozenset[str] = frozenset()


async def totals(
    session: AsyncSession, dimension: str, measures: Sequence[str], period: Period
) -> Mapping[tuple[str, str], Total]:
    """What may be told of the period, by measure and key; of the first measure with the months."""
    block = InsightBlock
    query = (
        select(
            block.measure,
            block.key,
            func.sum(block.n).label("n"),
            func.sum(block.good).label("good"),
            func.sum(block.total).label("total"),
            func.sum(block.squares).label("squares"),
            func.sum(block.base).label("base"),
        )
        .where(*_told(dimension, measures, period))
        .group_by(block.measure, block.key)
    )
    months = await _months(session, dimension, measures[:1], period)
    return {
        (row.measure, row.key): Total(
            _sums(row), int(row.base), months.get((row.measure, row.key), frozenset())
        )
        for row in await session.execute(query)
    }


async def _months(
    session: AsyncSession, dimension: str, measures: Sequence[str], period: Period
) -> Mapping[tuple[str, str], frozenset[str]]:
    block = InsightBlock
    query = select(block.measure, block.key, block.months).where(*_told(dimension, measures, period))
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for measure, key, months in await session.execute(query):
        found[measure, key].update(months)
    return {place: frozenset(months) for place, months in found.items()}


async def monthly(
    session: AsyncSession, dimension: str, measures: Sequence[str], period: Period
) -> Mapping[tuple[str, str, str], Total]:
    """Each block by measure, key and its last month."""
    blocks = await session.scalars(select(InsightBlock).where(*_told(dimension, measures, period)))
    return {
        (one.measure, one.key, one.last): Total(_sums(one), one.base, frozenset(one.months)) for one in blocks
    }


async def known_keys(session: AsyncSession, dimension: str, measure: str, period: Period) -> Sequence[str]:
    """The values that anything was counted for in the years of the period, told or not."""
    first, last = f"{period.first[:4]}-01", f"{period.last[:4]}-12"
    query = (
        select(InsightTally.key)
        .where(
            InsightTally.measure == measure,
            InsightTally.dimension == dimension,
            InsightTally.month.between(first, last),
        )
        .distinct()
    )
    return list(await session.scalars(query))


async def measures_of(session: AsyncSession, like: str, period: Period) -> Sequence[str]:
    """The measures of that pattern that anything was counted for in the years of the period."""
    first, last = f"{period.first[:4]}-01", f"{period.last[:4]}-12"
    query = (
        select(InsightTally.measure)
        .where(
            InsightTally.measure.like(like),
            InsightTally.dimension == "all",
            InsightTally.month.between(first, last),
        )
        .distinct()
    )
    return list(await session.scalars(query))


def _told(dimension: str, measures: Sequence[str], period: Period) -> Sequence[ColumnElement[bool]]:
    return (
        InsightBlock.dimension == dimension,
        InsightBlock.measure.in_(measures),
        InsightBlock.first >= period.first,
        InsightBlock.last <= period.last,
    )


def _sums(row: Any) -> Sums:
    # PostgreSQL adds whole numbers up to a decimal.
    return Sums(int(row.n), int(row.good), row.total, row.squares)
