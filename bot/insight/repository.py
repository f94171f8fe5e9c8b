"""The tables of closed months: what was counted, and the blocks that may be told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.insight.blocks import Tallies, Told
from bot.insight.counts import Counts, Place, Sums
from bot.insight.figures import Period
from bot.insight.model import InsightBlock, InsightMonth, InsightTally

AT_ONCE = 1000


async def closed(session: AsyncSession, source: str, first: str = "", last: str = "9999-12") -> list[str]:
    """The closed months of a source between two, in the order in which they were closed."""
    query = (
        select(InsightMonth.month)
        .where(InsightMonth.source == source, InsightMonth.month.between(first, last))
        .order_by(InsightMonth.id)
    )
    return list(await session.scalars(query))


async def left_out(session: AsyncSession, source: str, period: Period) -> int:
    """How many rows of those months were not counted."""
    query = select(func.coalesce(func.sum(InsightMonth.left_out), 0)).where(
        InsightMonth.source == source, InsightMonth.month.between(period.first, period.last)
    )
    return int(await session.scalar(query) or 0)


async def lock(session: AsyncSession) -> None:
    """Whoever else closes a month waits for the end of the transaction, or finds it begun by nobody."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("LOCK TABLE insight_months IN EXCLUSIVE MODE"))


async def add_month(session: AsyncSession, source: str, month: str, counts: Counts, now: datetime) -> None:
    """Closes it with what it came to; IntegrityError if it is closed already."""
    session.add(InsightMonth(source=source, month=month, closed_at=now, left_out=counts.left_out))
    await session.flush()
    rows = [
        place._asdict() | {"month": month, "n": s.n, "good": s.good, "total": s.total, "squares": s.squares}
        for place, s in counts.items()
    ]
    for begin in range(0, len(rows), AT_ONCE):
        await session.execute(insert(InsightTally), rows[begin : begin + AT_ONCE])


async def tallies(session: AsyncSession, measure: str, months: Sequence[str]) -> Tallies:
    """What a measure came to in each of these months at every place."""
    query = select(InsightTally).where(InsightTally.measure == measure, InsightTally.month.in_(months))
    columns = query.with_only_columns(
        InsightTally.dimension,
        InsightTally.parent,
        InsightTally.key,
        InsightTally.month,
        InsightTally.n,
        InsightTally.good,
        InsightTally.total,
        InsightTally.squares,
    )
    found: dict[Place, dict[str, Sums]] = defaultdict(dict)
    for dimension, parent, key, month, *sums in await session.execute(columns):
        found[Place(measure, dimension, parent, key)][month] = Sums(*sums)
    return found


async def add_blocks(session: AsyncSession, told: Iterable[Told], bases: Mapping[Place, int]) -> None:
    """These may be told from now on."""
    rows = [
        one.place._asdict()
        | {"first": min(one.months), "last": max(one.months), "months": list(one.months)}
        | {"n": one.sums.n, "good": one.sums.good, "total": one.sums.total, "squares": one.sums.squares}
        | {"base": bases.get(one.place, 0)}
        for one in told
    ]
    for begin in range(0, len(rows), AT_ONCE):
        await session.execute(insert(InsightBlock), rows[begin : begin + AT_ONCE])


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


async def closed_anywhere(session: AsyncSession) -> list[str]:
    """The months of which any source is closed, the newest last."""
    return list(await session.scalars(select(InsightMonth.month).distinct().order_by(InsightMonth.month)))


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
