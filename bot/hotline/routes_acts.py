"""What officers do to a ticket: each is one form of its page, and none loses what was written in it."""

from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.console import ConsolePage, Handler
from bot.hotline.actors import Actor
from bot.hotline.console import Console
from bot.hotline.forms import Form, read_form
from bot.hotline.page_events import event_lines, since
from bot.hotline.page_ticket import Posted, Problem
from bot.hotline.routes_ticket import TICKET, TicketPages
from bot.hotline.states import Conflict, ConflictOfInterest, Refusal, TransitionRefused

# The words of console.yml for what was kept but reached nobody.
UNSENT = "unsent"
# Does it; gives the word that says what was done, where it is not the form's own.
Act = Callable[[int, int, Actor, Form], Awaitable[str | None]]


class TicketActs:
    """One handler for each form; the desk decides, the page explains."""

    def __init__(self, console: Console, pages: TicketPages) -> None:
        """``pages`` shows the ticket again where a form is refused."""
        self._console = console
        self._desk = console.desk
        self._pages = pages

    def routes(self) -> Sequence[ConsolePage]:
        """Each form with the permission that it asks for."""
        acts: dict[str, tuple[str, Act]] = {
            "reply": ("reply", self._reply),
            "ask": ("reply", self._ask),
            "note": ("reply", self._note),
            "assign": ("assign", self._assign),
            "escalate": ("escalate", self._escalate),
            "merge": ("assign", self._merge),
            "transfer": ("assign", self._transfer),
            "track": ("assign", self._track),
            "seal": ("see_sealed", self._seal),
            "close": ("close", self._close),
        }
        return [
            ConsolePage(hdrs.METH_POST, f"{TICKET}/{name}", permission, self._taking(name, act))
            for name, (permission, act) in acts.items()
        ]

    def _taking(self, name: str, act: Act) -> Handler:
        async def take(request: web.Request) -> web.StreamResponse:
            ticket_id, form = int(request.match_info["ticket"]), await read_form(request)
            version = form.number("version")
            if version is None or form.is_too_long:
                return await self._again(request, name, form, "old_page" if version is None else "too_long")
            try:
                told = await act(ticket_id, version, self._console.staff.actor(request), form)
            except Conflict:
                return await self._conflict(request, name, form)
            except TransitionRefused as refused:
                return await self._again(request, name, form, refused.word)
            except ConflictOfInterest:
                return await self._again(request, name, form, "conflict_of_interest")
            self._console.changes.announce((ticket_id,))
            raise self._console.staff.done(f"/staff/tickets/{ticket_id}", told or name)

        return take

    async def _again(self, request: web.Request, name: str, form: Form, word: str) -> web.Response:
        """The page with the words still in their box, and why they were not taken."""
        if word == Refusal.NO_SUCH_TICKET and name != "merge":
            raise web.HTTPNotFound
        problem = Problem(self._console.words.refusal(word))
        return await self._pages.render(
            request, Posted(name, form.fields), problem, HTTPStatus.UNPROCESSABLE_ENTITY
        )

    async def _conflict(self, request: web.Request, name: str, form: Form) -> web.Response:
        """The same, beside what others did since the officer's page was made."""
        view = await self._desk.get(int(request.match_info["ticket"]))
        lines = event_lines(view.events, self._console.words) if view else ()
        changes = since(lines, form.number("seen") or 0) or lines[:1]
        problem = Problem(changes=changes)
        return await self._pages.render(request, Posted(name, form.fields), problem, HTTPStatus.CONFLICT)

    async def _reply(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        return await self._say(ticket_id, version, actor, form, waits=False)

    async def _ask(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        return await self._say(ticket_id, version, actor, form, waits=True)

    async def _say(
        self, ticket_id: int, version: int, actor: Actor, form: Form, *, waits: bool
    ) -> str | None:
        now = self._console.clock()
        reached = await self._desk.reply(ticket_id, actor, form.words(), version, now, waits=waits)
        return None if reached else UNSENT

    async def _note(self, ticket_id: int, _version: int, actor: Actor, form: Form) -> str | None:
        await self._desk.note(ticket_id, actor, form.words(), self._console.clock())
        return None

    async def _assign(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        officer = form.number("officer")
        if officer is None:
            raise TransitionRefused(Refusal.NO_SUCH_OFFICER)
        await self._desk.assign(ticket_id, actor, officer, version, self._console.clock())
        return None

    async def _escalate(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        await self._desk.escalate(ticket_id, actor, form.words(), version, self._console.clock())
        return None

    async def _merge(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        await self._desk.merge(ticket_id, actor, form.words("into"), version, self._console.clock())
        return None

    async def _transfer(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        to, why = form.words("to"), form.words()
        now = self._console.clock()
        return None if await self._desk.transfer(ticket_id, actor, to, why, version, now) else UNSENT

    async def _track(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        track, why, now = form.text("track"), form.words(), self._console.clock()
        return None if await self._desk.retrack(ticket_id, actor, track, why, version, now) else UNSENT

    async def _seal(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        """Leads to the report: there is no such ticket any more."""
        report = await self._desk.seal(ticket_id, actor, form.words(), version, self._console.clock())
        self._console.changes.announce((ticket_id,))
        raise self._console.staff.done(f"/staff/sealed/{report}", "seal")

    async def _close(self, ticket_id: int, version: int, actor: Actor, form: Form) -> str | None:
        outcome, done = form.text("outcome"), form.words()
        now = self._console.clock()
        return None if await self._desk.close(ticket_id, actor, outcome, done, version, now) else UNSENT
