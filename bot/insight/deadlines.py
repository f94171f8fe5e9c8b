"""Dossiers due, kept and late, by dimension and as a map of weekdays and months."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.insight import repository
from bot.insight.cut import Totals, cut
from bot.insight.dossier_counts import DUE
from bot.insight.figures import HIDDEN, Figure, Period, Row, Table
from bot.insight.telling import bad_of, share_of

SOURCE, WEEKDAY = "dossiers", "weekday"


async def by_dimension(session: AsyncSession, period: Period, dimension: str) -> Table:
    """Per cent late and on time of each value."""
    found = await cut(session, SOURCE, period, dimension, [DUE])
    return Table("deadlines", dimension, found.rows(DUE, _figures))


async def by_weekday(session: AsyncSession, period: Period) -> Table:
    """Per cent late of each weekday, in every closed month and altogether."""
    found = await cut(session, SOURCE, period, WEEKDAY, [DUE])
    monthly = await repository.monthly(session, WEEKDAY, [DUE], period)
    rows = []
    for day in sorted(found.totals):
        figures = dict.fromkeys(sorted(found.months), HIDDEN)
        alone = {last: total for (_, key, last), total in monthly.items() if key == day}
        figures |= {month: bad_of(total) for month, total in alone.items() if len(total.months) == 1}
        rows.append(Row(day, "", figures | {"all": bad_of(found.totals[day].get(DUE))}))
    return Table("deadlines", WEEKDAY, rows)


def _figures(totals: Totals) -> Mapping[str, Figure]:
    return {"late": bad_of(totals.get(DUE)), "on_time": share_of(totals.get(DUE))}
