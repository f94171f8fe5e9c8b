"""The months that are closed, what was counted of them, and the blocks that closing adds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.insight.blocks import Tallies, Told
from bot.insight.counts import Counts, Place, Sums
from bot.insight.figures import Period
from bot.insight.model import InsightBlock, InsightMonth, InsightTally

AT_ONCE = 1000


async def closed_anywhere(session: AsyncSession) -> list[str]:
    """The months of which any source is closed, the newest last."""
    return list(await session.scalars(select(InsightMonth.month).distinct().order_by(InsightMonth.month)))


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
