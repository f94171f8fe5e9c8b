"""``/staff/tickets/{id}``: one ticket, on screen and on paper, and its files."""

from collections.abc import Sequence
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.console import ConsolePage
from bot.hotline.canned import load_canned
from bot.hotline.console import Console, Said
from bot.hotline.downloads import as_download
from bot.hotline.ladder import is_biased
from bot.hotline.page_clocks import moment
from bot.hotline.page_ticket import Posted, Problem, TicketPage, ticket_page
from bot.hotline.states import ConflictOfInterest
from bot.hotline.view import TicketView

TICKET = r"/staff/tickets/{ticket:\d{1,15}}"
PERMISSIONS = ("reply", "assign", "escalate", "close", "see_sealed")
NOTHING = Posted()


class TicketPages:
    """Every opening of a ticket is written down in the audit."""

    def __init__(self, console: Console) -> None:
        """Reads through the desk alone."""
        self._console = console

    def routes(self) -> Sequence[ConsolePage]:
        """Page, print and files."""
        return (
            ConsolePage(hdrs.METH_GET, TICKET, "see_ticket", self.show),
            ConsolePage(hdrs.METH_GET, TICKET + "/print", "see_ticket", self.print),
            ConsolePage(hdrs.METH_GET, TICKET + r"/files/{file:\d{1,15}}", "see_ticket", self.download),
        )

    async def show(self, request: web.Request) -> web.Response:
        """The ticket; ``?canned=ID`` puts a canned answer into its box, for browsers without scripts."""
        return await self.render(request, form=_canned(request))

    async def print(self, request: web.Request) -> web.Response:
        """The ticket on paper."""
        view = await self._seen(request)
        page = await self._page(request, view, NOTHING, None)
        return self._console.staff.page(request, "staff/print.html", self._context(page))

    async def render(
        self,
        request: web.Request,
        form: Posted = NOTHING,
        problem: Problem | None = None,
        status: int = HTTPStatus.OK,
    ) -> web.Response:
        """The page as it is now, with a form that comes back and why."""
        view = await self._seen(request)
        page = await self._page(request, view, form, problem)
        return self._console.staff.page(request, "staff/ticket.html", self._context(page), status)

    async def download(self, request: web.Request) -> web.Response:
        """A file, never shown in the browser: as a download, with the type that its content has."""
        view, wanted = await self._seen(request, "viewed_file"), int(request.match_info["file"])
        found = next((file for file in view.files if file.id == wanted), None)
        if found is None:
            raise web.HTTPNotFound
        try:
            body = await self._console.read_file(found.sha256)
        except FileNotFoundError:
            raise web.HTTPNotFound from None
        return as_download(body, found.kind, f"{view.ticket.code}-{found.id}")

    async def _seen(self, request: web.Request, action: str = "viewed_ticket") -> TicketView:
        view = await self._console.desk.get(int(request.match_info["ticket"]))
        if view is None:
            raise web.HTTPNotFound
        if is_biased(self._console.staff.actor(request).unit, view.ticket.respondent_unit):
            raise ConflictOfInterest
        await self._console.staff.note_look(request, action, f"ticket {view.ticket.code}")
        return view

    async def _page(
        self, request: web.Request, view: TicketView, form: Posted, problem: Problem | None
    ) -> TicketPage:
        console = self._console
        may = {one: console.staff.may(request, one) for one in PERMISSIONS}
        officers = await console.staff.officers()
        return ticket_page(console, view, officers, may, await self._excerpt(view), form, problem)

    async def _excerpt(self, view: TicketView) -> Sequence[Said]:
        conversation = view.ticket.conversation_id
        return () if conversation is None else await self._console.excerpt(conversation)

    def _context(self, page: TicketPage) -> dict[str, object]:
        return {
            "page": page,
            "words": self._console.words,
            "moment": moment,
            "since": self._console.clock().isoformat(),
        }


def _canned(request: web.Request) -> Posted:
    chosen = next((one for one in load_canned() if one.id == request.query.get("canned")), None)
    return Posted(chosen.use, {"text": chosen.text.strip()}) if chosen else NOTHING
