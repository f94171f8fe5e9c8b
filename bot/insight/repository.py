"""The tables of closed months: what was counted, and the blocks that may be told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, func, insert, or_, select, text
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
    """Whole blocks of one measure and value added up; ``months`` are those that they cover."""

    sums: Sums
    base: int
    months: frozenset[str]


async def totals(
    session: AsyncSession, dimension: str, measures: Sequence[str], period: Period
) -> Mapping[tuple[str, str], Total]:
    """What may be told of the period, by measure and key; a name with % stands for all that begin so."""
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in await session.execute(_blocks(dimension, measures, period)):
        found[row.measure, row.key].append(row)
    return {place: _total(rows) for place, rows in found.items()}


async def monthly(
    session: AsyncSession, dimension: str, measures: Sequence[str], period: Period
) -> Mapping[tuple[str, str, str], Total]:
    """The same by measure, key and the last month of each block."""
    rows = await session.execute(_blocks(dimension, measures, period))
    return {(row.measure, row.key, row.last): _total([row]) for row in rows}


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


def _blocks(dimension: str, measures: Sequence[str], period: Period) -> Executable:
    block = InsightBlock
    named = [name for name in measures if not name.endswith("%")]
    begun = [name for name in measures if name.endswith("%")]
    return select(
        block.measure,
        block.key,
        block.last,
        block.months,
        block.n,
        block.good,
        block.total,
        block.squares,
        block.base,
    ).where(
        block.dimension == dimension,
        or_(block.measure.in_(named), *(block.measure.like(name) for name in begun)),
        block.first >= period.first,
        block.last <= period.last,
    )


def _total(rows: Sequence[Any]) -> Total:
    sums = Sums()
    for row in rows:
        sums.add(row.n, row.good, row.total, row.squares)
    months = frozenset(month for row in rows for month in row.months)
    return Total(sums, sum(row.base for row in rows), months)
