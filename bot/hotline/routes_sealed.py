"""``/staff/sealed``: reports under the seal, for the one role that reads them; every look is written down."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.console import ConsolePage, Handler
from bot.hotline.actors import Actor
from bot.hotline.console import Console
from bot.hotline.downloads import as_download
from bot.hotline.forms import read_form
from bot.hotline.page_clocks import distance, moment
from bot.hotline.page_queue import page_number
from bot.hotline.page_ticket import Posted
from bot.hotline.sealed import PAGE_SIZE
from bot.hotline.states import TransitionRefused

LIST = "/staff/sealed"
REPORT = LIST + r"/{report:\d{1,15}}"
PERMISSION = "see_sealed"

Step = Callable[[int, Actor, str, datetime], Awaitable[None]]


class SealedPages:
    """The audit names reports by their number: it is read by others, and a code tells the day."""

    def __init__(self, console: Console) -> None:
        """Reads through the cupboard behind the desk alone."""
        self._console = console
        self._sealed = console.desk.sealed

    def routes(self) -> Sequence[ConsolePage]:
        """List, report, its files, and three steps."""
        steps = {
            "note": self._sealed.note,
            "hand-over": self._sealed.hand_over,
            "close": self._sealed.close,
        }
        return (
            ConsolePage(hdrs.METH_GET, LIST, PERMISSION, self.list),
            ConsolePage(hdrs.METH_GET, REPORT, PERMISSION, self.show),
            ConsolePage(hdrs.METH_GET, REPORT + "/files/{key:[0-9a-f]{32}}", PERMISSION, self.download),
            *(
                ConsolePage(hdrs.METH_POST, f"{REPORT}/{name}", PERMISSION, self._taking(name, step))
                for name, step in steps.items()
            ),
        )

    async def list(self, request: web.Request) -> web.Response:
        """That there are reports, and by when they should be read."""
        number = page_number(request.query.get("page", ""))
        page = await self._sealed.page(number)
        await self._console.staff.note(request, "viewed_sealed", "sealed list")
        now = self._console.clock()
        fars = {
            card.id: distance(card.due_at, now, self._console.calendar)
            for card in page.items
            if card.due_at and card.state == "new"
        }
        context = {"cards": page.items, "total": page.total, "fars": fars, "page": number}
        context["pages"] = max(1, -(-page.total // PAGE_SIZE))
        return self._console.staff.page(request, "staff/sealed.html", self._context(context))

    async def show(self, request: web.Request) -> web.Response:
        """One report, opened."""
        return await self._render(request)

    async def download(self, request: web.Request) -> web.Response:
        """An attachment, out of the seal."""
        report = _report(request)
        actor = self._console.staff.actor(request)
        await self._console.staff.note(request, "viewed_file", f"sealed {report}")
        try:
            file, body = await self._sealed.read_file(
                report, request.match_info["key"], actor, self._console.clock()
            )
        except (TransitionRefused, FileNotFoundError):
            raise web.HTTPNotFound from None
        return as_download(body, file.kind, f"tin-{report}-{file.key[:6]}")

    def _taking(self, name: str, step: Step) -> Handler:
        async def take(request: web.Request) -> web.StreamResponse:
            report, form = _report(request), await read_form(request)
            if form.is_too_long:
                return await self._render(request, Posted(name, form.fields), "too_long")
            try:
                await step(report, self._console.staff.actor(request), form.words(), self._console.clock())
            except TransitionRefused as refused:
                return await self._render(request, Posted(name, form.fields), refused.word)
            raise self._console.staff.done(f"{LIST}/{report}", f"sealed_{name}")

        return take

    async def _render(
        self, request: web.Request, form: Posted | None = None, problem: str = ""
    ) -> web.Response:
        report, words = _report(request), self._console.words
        await self._console.staff.note(request, "viewed_sealed", f"sealed {report}")
        try:
            view = await self._sealed.view(report, self._console.staff.actor(request), self._console.clock())
        except TransitionRefused:
            raise web.HTTPNotFound from None
        context = {
            "view": view,
            "form": form or Posted(),
            "problem": words.refusal(problem) if problem else "",
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        return self._console.staff.page(request, "staff/sealed_report.html", self._context(context), status)

    def _context(self, context: dict[str, object]) -> dict[str, object]:
        shared = {"words": self._console.words, "tracks": self._console.tracks, "moment": moment}
        return {**shared, **context}


def _report(request: web.Request) -> int:
    return int(request.match_info["report"])
