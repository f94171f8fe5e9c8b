"""``/staff/insight``: what the department learns, a page for each theme, and the report of a month."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.console import ConsolePage, Frame, Handler
from bot.insight.asked import SUBJECTS, Asked, read_asked
from bot.insight.report import ReportMaker
from bot.insight.report_files import CONTENT_TYPES, report_file
from bot.insight.themes import BY_SUBJECT, CUTS, THEMES, Desk

PATH = "/staff/insight"
PERMISSION = "see_insight"


class InsightPages:
    """The handlers; all figures come from the desk's ``Insight`` and are shown as they are."""

    def __init__(self, desk: Desk, reports: ReportMaker, frame: Frame, clock: Clock) -> None:
        """``reports`` makes the files of one month."""
        self._desk = desk
        self._reports = reports
        self._frame = frame
        self._clock = clock

    def pages(self) -> Sequence[ConsolePage]:
        """Every route with its permission."""
        shown = [
            ConsolePage("GET", address_of(theme.path), PERMISSION, self._shows(name))
            for name, theme in self._desk.words.themes.items()
        ]
        return (*shown, ConsolePage("GET", PATH + "/report.{form}", PERMISSION, self.report))

    async def report(self, request: web.Request) -> web.StreamResponse:
        """``GET ?month=2026-11``: the report of a closed month; 404 for any other."""
        form, month = request.match_info["form"], request.query.get("month", "")
        if form not in CONTENT_TYPES or month not in await self._desk.insight.closed_months():
            raise web.HTTPNotFound
        report = await self._reports.of(month, self._clock())
        body = await asyncio.to_thread(report_file, report, form)
        await self._frame.note(request, "exported", f"report {month} {form}")
        headers = {hdrs.CONTENT_DISPOSITION: f'attachment; filename="bao-cao-{month}.{form}"'}
        return web.Response(body=body, content_type=CONTENT_TYPES[form], headers=headers)

    def _shows(self, theme: str) -> Handler:
        async def show(request: web.Request) -> web.StreamResponse:
            closed = await self._desk.insight.closed_months()
            asked = read_asked(request.query, closed) if closed else None
            return await self._page(request, theme, closed, asked, self._clock())

        return show

    async def _page(
        self, request: web.Request, theme: str, closed: Sequence[str], asked: Asked | None, now: datetime
    ) -> web.StreamResponse:
        words = self._desk.words
        context = {
            "themes": {name: address_of(one.path) for name, one in words.themes.items()},
            "theme": theme,
            "words": words,
            "closed": list(reversed(closed)),
            "month": self._desk.grids.month,
            "asked": asked,
            "cuts": CUTS.get(theme, ()),
            "subjects": SUBJECTS if theme in BY_SUBJECT else (),
            "grids": await THEMES[theme](self._desk, asked, now) if asked else (),
        }
        return self._frame.page(request, "staff/insight.html", context, HTTPStatus.OK)


def address_of(path: str) -> str:
    """Where a theme is read."""
    return f"{PATH}/{path}" if path else PATH
