"""How the figures of the department are put together: counting, their pages, the report, the public page."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from aiohttp import web

from bot.calendar.work_calendar import WorkCalendar, load_calendar
from bot.clock import Clock, utc_now
from bot.console import ConsolePage, Frame
from bot.department import Department
from bot.insight.closing import Closer
from bot.insight.gather import Known, gatherers
from bot.insight.grids import Grids
from bot.insight.open_data import Publisher
from bot.insight.pages import InsightPages
from bot.insight.papers import load_papers
from bot.insight.public import PublicPages
from bot.insight.report import Report, ReportMaker
from bot.insight.scale import Scale
from bot.insight.service import Insight
from bot.insight.themes import Desk
from bot.insight.words import load_words
from bot.storage.database import Database
from bot.strata import Strata
from bot.surveys.instrument import load_instruments
from procedures_kb.loader import KnowledgeBase


class InsightPart:
    """The feature as one piece of the application."""

    def __init__(
        self,
        db: Database,
        department: Department,
        kb: KnowledgeBase,
        clock: Clock = utc_now,
        build: Callable[[Database], Insight] = Insight,
    ) -> None:
        """Nothing runs yet; ``build`` is another one in tests of the pages."""
        self._db, self._clock, self._strata = db, clock, Strata(kb, department.read_places())
        words, self._kb = load_words(), kb
        self.desk = Desk(build(db), Grids(words, self._procedure_name), words)
        self.reports = ReportMaker(self.desk, department.name)
        terms = department.open_data
        publisher = Publisher(department.name, terms.licence, terms.licence_url)
        self._public = PublicPages(self.desk.insight, self.desk.grids, words, publisher, clock)

    def pages(self, frame: Frame) -> Sequence[ConsolePage]:
        """What officers read."""
        return InsightPages(self.desk, self.reports, frame, self._clock).pages()

    def setup(self, app: web.Application) -> None:
        """Adds what everybody reads."""
        app.router.add_routes(self._public.routes())

    def closer(self) -> Closer:
        """Whoever counts the months that are over."""
        calendar = load_calendar()
        known = Known(Scale(load_instruments()), load_papers(), self._strata, lambda day: _due(day, calendar))
        return Closer(self._db, gatherers(known), self._clock)

    def tasks(self) -> Iterator[asyncio.Task[None]]:
        """Starts what runs in the background; whoever takes the tasks cancels them."""
        yield asyncio.create_task(self.closer().run(), name="insight")

    async def report(self, month: str, now: datetime) -> Report | None:
        """The report of that month; None where it is not closed."""
        closed = await self.desk.insight.closed_months()
        return await self.reports.of(month, now) if month in closed else None

    def _procedure_name(self, code: str) -> str | None:
        procedure = self._kb.get(code)
        return procedure.plain_name if procedure is not None else None


def _due(appointment: date, calendar: WorkCalendar) -> date:
    """An appointment on a day off is kept on the next working day, as citizens are told."""
    return appointment if calendar.is_working(appointment) else calendar.next_working_day(appointment)
