"""``/staff/exports``: the queue and the register as files to download."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.console import ConsolePage
from bot.hotline.console import Console
from bot.hotline.exports import MOST_ROWS, Exports, Table
from bot.hotline.hours import local_day
from bot.hotline.page_queue import asked_for
from bot.hotline.routes_queue import filter_of
from bot.tables.written import as_csv, as_xlsx

PATH = "/staff/exports"
PERMISSION = "export"
EXPORTED = "exported"
CONTENT_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ExportPages:
    """Every download is an entry of the audit."""

    def __init__(self, console: Console, exports: Exports) -> None:
        """``exports`` reads the tickets."""
        self._console = console
        self._exports = exports

    def routes(self) -> Sequence[ConsolePage]:
        """The page and its two files."""
        kind = r".{kind:csv|xlsx}"
        return (
            ConsolePage(hdrs.METH_GET, PATH, PERMISSION, self.show),
            ConsolePage(hdrs.METH_GET, PATH + "/queue" + kind, PERMISSION, self.queue),
            ConsolePage(hdrs.METH_GET, PATH + "/register" + kind, PERMISSION, self.register),
        )

    async def show(self, request: web.Request) -> web.Response:
        """``GET``: which tickets, which days."""
        return self._page(request, "", HTTPStatus.OK)

    async def queue(self, request: web.Request) -> web.Response:
        """``GET``: the filters are those of the queue."""
        wanted = filter_of(asked_for(request.query), self._console.staff.actor(request))
        table = await self._exports.queue(wanted, self._console.clock())
        return await self._file(request, "queue", table)

    async def register(self, request: web.Request) -> web.Response:
        """``GET ?from=DAY&to=DAY``: this month where no day is named."""
        today = local_day(self._console.clock())
        try:
            first = _day(request.query, "from", today.replace(day=1))
            last = _day(request.query, "to", today)
        except ValueError:
            return self._page(request, "day", HTTPStatus.UNPROCESSABLE_ENTITY)
        unit = self._console.staff.actor(request).unit
        return await self._file(request, "register", await self._exports.register(first, last, unit))

    async def _file(self, request: web.Request, name: str, table: Table) -> web.Response:
        kind = request.match_info["kind"]
        write = as_csv if kind == "csv" else partial(as_xlsx, table.title)
        # A long table takes seconds, and others are waiting.
        body = await asyncio.to_thread(write, table.header, table.rows)
        await self._console.staff.note(request, EXPORTED, f"{name}.{kind} {len(table.rows)}")
        day = local_day(self._console.clock())
        headers = {
            hdrs.CONTENT_TYPE: CONTENT_TYPES[kind],
            hdrs.CONTENT_DISPOSITION: f'attachment; filename="{name}-{day:%Y%m%d}.{kind}"',
            hdrs.CACHE_CONTROL: "no-store",
        }
        return web.Response(body=body, headers=headers)

    def _page(self, request: web.Request, problem: str, status: int) -> web.Response:
        today = local_day(self._console.clock())
        context = {
            "states": self._console.words.states,
            "levels": self._console.words.levels,
            "tracks": {name: one for name, one in self._console.tracks.items() if one.intake == "ticket"},
            "first": today.replace(day=1).isoformat(),
            "today": today.isoformat(),
            "problem": problem,
            "most": MOST_ROWS,
        }
        return self._console.staff.page(request, "staff/exports.html", context, status)


def _day(query: Mapping[str, str], name: str, usual: date) -> date:
    text = query.get(name, "")
    return date.fromisoformat(text) if text else usual
