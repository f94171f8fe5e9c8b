"""Promises kept on tickets, and how old the open ones are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.model import Ticket
from bot.hotline.states import OPEN
from bot.insight.cut import whole
from bot.insight.figures import HIDDEN, Figure, Period, Row, Table
from bot.insight.months import local_day
from bot.insight.repository import measures_of
from bot.insight.small_cells import shown_together
from bot.insight.telling import share_of
from bot.insight.ticket_counts import EVERY_KIND, PROMISE
from bot.insight.turn_counts import SEALED_TRACK

# Days since they came, up to and including; the last one has no end.
AGES = {"0-2": 2, "3-7": 7, "8-15": 15, "16-30": 30, "31-": None}


async def promises(session: AsyncSession, period: Period) -> Table:
    """Per cent kept in time, of tickets with all their promises and of each kind."""
    names = await measures_of(session, f"{PROMISE}:%", period)
    totals = await whole(session, period, names)
    kinds = sorted((name.partition(":")[2] for name in names), key=lambda kind: (kind != EVERY_KIND, kind))
    rows = [Row(kind, "", {"kept": share_of(totals.get(f"{PROMISE}:{kind}"))}) for kind in kinds]
    return Table("promises", "kind", rows)


async def ageing(session: AsyncSession, now: datetime) -> Table:
    """Open tickets by the days since they came; with a few of one age another number is hidden, too."""
    query = select(Ticket.created_at).where(Ticket.state.in_(OPEN), Ticket.track != SEALED_TRACK)
    today = local_day(now)
    days = [(today - local_day(created)).days for created in await session.scalars(query)]
    counts = _by_age(days)
    shown = shown_together(counts)
    rows = [
        Row(age, "", {"count": Figure(n, n) if told else HIDDEN})
        for age, n, told in zip(AGES, counts, shown, strict=True)
    ]
    return Table("ageing", "age", rows)


def _by_age(days: Sequence[int]) -> list[int]:
    counts = dict.fromkeys(AGES, 0)
    for old in days:
        counts[next(age for age, most in AGES.items() if most is None or old <= most)] += 1
    return list(counts.values())
