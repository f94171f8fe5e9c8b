"""``/staff/tickets/new``: what somebody tells on the phone or at the counter, in an officer's hand."""

from collections.abc import Sequence
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.console import ConsolePage
from bot.hotline.console import Console
from bot.hotline.files import FileRefused
from bot.hotline.forms import Form, read_form
from bot.hotline.page_new import MOST_BYTES, NewPage, draft_of, new_page
from bot.hotline.states import TransitionRefused
from bot.hotline.tracks import Track
from bot.hotline.uploads import store_uploads
from bot.hotline.view import Opened
from bot.web.forms import posted_form

NEW = "/staff/tickets/new"


class NewTicket:
    """One form for each track; sent twice it is one ticket, since its number comes with it."""

    def __init__(self, console: Console) -> None:
        """Files through the desk alone."""
        self._console = console

    def routes(self) -> Sequence[ConsolePage]:
        """The form and what takes it."""
        permission = "file_for_caller"
        return (
            ConsolePage(hdrs.METH_GET, NEW, permission, self.ask),
            ConsolePage(hdrs.METH_POST, NEW, permission, self.file, MOST_BYTES),
        )

    async def ask(self, request: web.Request) -> web.Response:
        """Which track, and then its form."""
        track = self._console.tracks.get(request.query.get("track", ""))
        return await self._form(request, new_page(track, Form({})))

    async def file(self, request: web.Request) -> web.Response:
        """The code and the PIN to read out; or the form again, with all that stood in it."""
        form = await read_form(request)
        track = self._console.tracks.get(form.text("track"))
        if track is None or not form.text("form_id"):
            return await self._form(request, new_page(track, form), "old_page")
        if form.is_too_long:
            return await self._form(request, new_page(track, form), "too_long")
        try:
            opened = await self._file(request, track, form)
        except (FileRefused, TransitionRefused) as refused:
            return await self._form(request, new_page(track, form), refused.word)
        return await self._opened(request, opened, track)

    async def _file(self, request: web.Request, track: Track, form: Form) -> Opened:
        desk, actor = self._console.desk, self._console.staff.actor(request)
        files = await store_uploads(desk.files, await posted_form(request))
        return await desk.file_for_caller(draft_of(form, track, files), actor, self._console.clock())

    async def _opened(self, request: web.Request, opened: Opened, track: Track) -> web.Response:
        view = None if opened.sealed else await self._console.desk.by_code(opened.code)
        if view is not None:
            self._console.changes.announce((view.ticket.id,))
        context = {"opened": opened, "track": track, "ticket_id": view.ticket.id if view else None}
        return self._console.staff.page(request, "staff/opened.html", context)

    async def _form(self, request: web.Request, page: NewPage, problem: str = "") -> web.Response:
        words = self._console.words
        officers = await self._console.staff.officers()
        context = {
            "page": page,
            "tracks": self._console.tracks,
            "words": words,
            "units": sorted({officer.unit for officer in officers if officer.unit}),
            "problem": words.refusal(problem) if problem else "",
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        return self._console.staff.page(request, "staff/new.html", context, status)
