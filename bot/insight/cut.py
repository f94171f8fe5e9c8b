"""Totals of some measures by the values of a dimension: what every table is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.insight import months_repository, repository
from bot.insight.counts import ALL
from bot.insight.figures import Figure, Period, Row
from bot.insight.repository import Total
from bot.insight.telling import covered

MONTH = "month"
Totals = Mapping[str, Total]


@dataclass(frozen=True)
class Cut:
    """The totals of each value by measure, and the closed months of the period."""

    dimension: str
    totals: Mapping[str, Totals]
    months: Sequence[str]

    def rows(self, main: str, figures: Callable[[Totals], Mapping[str, Figure]]) -> list[Row]:
        """A row per value by key, the unknown one last; ``main`` tells which months it covers."""
        keys = sorted(self.totals, key=lambda key: (not key, key))
        return [
            Row(key, "", figures(self.totals[key]), covered(self.totals[key].get(main), self._months(key)))
            for key in keys
        ]

    def _months(self, key: str) -> Sequence[str]:
        return [key] if self.dimension == MONTH else self.months


async def cut(
    session: AsyncSession, source: str, period: Period, dimension: str, measures: Sequence[str]
) -> Cut:
    """By "all", by "month", or by another dimension; the first measure says which values there are.

    A value of which nothing may be told has no totals. Of a month block only the last month has any.
    """
    months = await months_repository.closed(session, source, period.first, period.last)
    if dimension == MONTH:
        monthly = await repository.monthly(session, ALL, measures, period)
        found: dict[str, dict[str, Total]] = {month: {} for month in months}
        for (measure, _, last), total in monthly.items():
            found.setdefault(last, {})[measure] = total
        return Cut(dimension, found, months)
    known = [""] if dimension == ALL else await repository.known_keys(session, dimension, measures[0], period)
    found = {key: {} for key in known}
    for (measure, key), total in (await repository.totals(session, dimension, measures, period)).items():
        found.setdefault(key, {})[measure] = total
    if dimension == ALL:
        found = {ALL: found[""]}
    return Cut(dimension, found, months)


async def whole(session: AsyncSession, period: Period, measures: Sequence[str]) -> Totals:
    """The totals of everything, by measure."""
    totals = await repository.totals(session, ALL, measures, period)
    return {measure: total for (measure, _), total in totals.items()}
