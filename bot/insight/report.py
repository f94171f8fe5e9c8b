"""The monthly report: one month, and the year up to it, in the same grids that the pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.insight.asked import Asked
from bot.insight.figures import Period
from bot.insight.grids import Grid
from bot.insight.themes import Desk, questions
from bot.insight.themes import papers as papers_of

CUTS = ("field", "procedure", "commune", "channel", "mode")


@dataclass(frozen=True)
class Section:
    """Grids under one heading."""

    title: str
    explains: str
    grids: Sequence[Grid]


@dataclass(frozen=True)
class Report:
    """All that stands in the files; ``month`` is written 2026-11."""

    month: str
    department: str
    title: str
    made: str
    sections: Sequence[Section]


class ReportMaker:
    """Reads through the same ``Insight`` as the pages, so that no number can differ."""

    def __init__(self, desk: Desk, department: str) -> None:
        """``department`` is its name."""
        self._desk = desk
        self._department = department

    async def of(self, month: str, now: datetime) -> Report:
        """The report of a closed month; raises StorageUnavailable."""
        words, shown = self._desk.words, self._desk.grids.month(month)
        alone, year = Period(month, month), Period(f"{month[:4]}-01", month)
        themes = words.themes
        sections = [
            Section(words.report.month.format(month=shown), "", await self._main(alone)),
            Section(themes["satisfaction"].title, themes["satisfaction"].explains, await self._cuts(alone)),
            Section(
                themes["deadlines"].title,
                themes["deadlines"].explains,
                [await self._late(alone, "field"), await self._late(alone, "procedure")],
            ),
            Section(
                themes["questions"].title,
                themes["questions"].explains,
                await questions(self._desk, Asked(alone), now),
            ),
            Section(
                themes["papers"].title,
                themes["papers"].explains,
                await papers_of(self._desk, Asked(alone), now),
            ),
            Section(themes["tickets"].title, themes["tickets"].explains, [await self._promises(alone)]),
            Section(words.report.year.format(month=shown), "", await self._year(year)),
        ]
        months = words.months.format(first=self._desk.grids.month(year.first), last=shown)
        made = words.report.made.format(months=months)
        return Report(month, self._department, words.report.title.format(month=shown), made, sections)

    async def _main(self, period: Period) -> Sequence[Grid]:
        insight, put = self._desk.insight, self._desk.grids.of
        return [
            put("satisfaction", await insight.satisfaction(period, "all")),
            await self._late(period, "all"),
            put("service_766", await insight.service_766(period)),
        ]

    async def _cuts(self, period: Period) -> Sequence[Grid]:
        insight, put = self._desk.insight, self._desk.grids.of
        factors = put("factors", await insight.factors(period))
        return [factors, *[put("satisfaction", await insight.satisfaction(period, cut)) for cut in CUTS]]

    async def _year(self, period: Period) -> Sequence[Grid]:
        insight, put = self._desk.insight, self._desk.grids.of
        return [
            *await self._main(period),
            put("satisfaction", await insight.satisfaction(period, "month")),
            await self._late(period, "month"),
        ]

    async def _late(self, period: Period, dimension: str) -> Grid:
        return self._desk.grids.of("deadlines", await self._desk.insight.deadlines(period, dimension))

    async def _promises(self, period: Period) -> Grid:
        return self._desk.grids.of("promises", await self._desk.insight.promises(period))
