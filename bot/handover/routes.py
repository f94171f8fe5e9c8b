"""``/staff/live``: conversations that wait for an officer, and the page on which one answers."""

from collections.abc import Awaitable, Sequence
from http import HTTPStatus

from aiohttp import web

from bot.clock import Clock
from bot.console import ConsolePage, Frame, clock_time, number_in
from bot.handover.model import HandoverRefused
from bot.handover.service import LONGEST_WORDS, LiveDesk
from bot.web.forms import posted_form

LIST = "/staff/live"
PERMISSION = "reply"
VIEWED = "viewed_conversation"


class LivePages:
    """The handlers; what they show and do is the desk's."""

    def __init__(self, desk: LiveDesk, frame: Frame, clock: Clock) -> None:
        """``frame`` is the console around the pages."""
        self._desk = desk
        self._frame = frame
        self._clock = clock

    def pages(self) -> Sequence[ConsolePage]:
        """Every route with its permission."""
        one = LIST + "/{id}"
        return (
            ConsolePage("GET", LIST, PERMISSION, self.show_waiting),
            ConsolePage("GET", one, PERMISSION, self.show_talk),
            ConsolePage("GET", one + "/lines", PERMISSION, self.show_lines),
            ConsolePage("POST", one + "/take", PERMISSION, self.take),
            ConsolePage("POST", one + "/say", PERMISSION, self.say),
            ConsolePage("POST", one + "/give-back", PERMISSION, self.give_back),
            ConsolePage("POST", one + "/ticket", PERMISSION, self.make_ticket),
        )

    async def show_waiting(self, request: web.Request) -> web.StreamResponse:
        """``GET``: who waits, the longest first."""
        return await self._list(request, "", HTTPStatus.OK)

    async def show_talk(self, request: web.Request) -> web.StreamResponse:
        """``GET``: the conversation; each opening is an entry of the audit."""
        number = number_in(request)
        page = await self._talk(request, number)
        await self._frame.note(request, VIEWED, f"handover {number}")
        return page

    async def show_lines(self, request: web.Request) -> web.StreamResponse:
        """``GET``: what was written since an officer came, for the page that stays open."""
        return await self._talk(request, number_in(request), template="staff/_live_lines.html")

    async def take(self, request: web.Request) -> web.StreamResponse:
        """``POST``: the officer has it now."""
        number, me = number_in(request), self._frame.me(request)
        try:
            await self._desk.take(number, me.id, me.name, self._clock())
        except HandoverRefused as refused:
            return await self._list(request, _says(refused), HTTPStatus.CONFLICT)
        raise self._frame.done(f"{LIST}/{number}")

    async def say(self, request: web.Request) -> web.StreamResponse:
        """``POST text=…``: the words go out on the citizen's own channel."""
        number, text = number_in(request), str((await posted_form(request)).get("text", ""))
        try:
            sent = await self._desk.write(number, self._frame.me(request).id, text, self._clock())
        except HandoverRefused as refused:
            return await self._talk(request, number, _says(refused), text, HTTPStatus.CONFLICT)
        raise self._frame.done(f"{LIST}/{number}", "" if sent else "unreachable")

    async def give_back(self, request: web.Request) -> web.StreamResponse:
        """``POST``: the assistant goes on."""
        number = number_in(request)
        work = self._desk.give_back(number, self._frame.me(request).id, self._clock())
        return await self._end(request, number, work, "given_back")

    async def make_ticket(self, request: web.Request) -> web.StreamResponse:
        """``POST``: it becomes a ticket."""
        number = number_in(request)
        work = self._desk.make_ticket(number, self._frame.me(request).id, self._clock())
        return await self._end(request, number, work, "ticket")

    async def _end(
        self, request: web.Request, number: int, work: Awaitable[None], what: str
    ) -> web.StreamResponse:
        try:
            await work
        except HandoverRefused as refused:
            return await self._talk(request, number, _says(refused), "", HTTPStatus.CONFLICT)
        raise self._frame.done(LIST, what)

    async def _list(self, request: web.Request, problem: str, status: int) -> web.StreamResponse:
        waiting = await self._desk.waiting()
        context = {"waiting": waiting, "now": self._clock(), "problem": problem, "clock_time": clock_time}
        return self._frame.page(request, "staff/live.html", context, status)

    async def _talk(
        self,
        request: web.Request,
        number: int,
        problem: str = "",
        text: str = "",
        status: int = HTTPStatus.OK,
        template: str = "staff/live_talk.html",
    ) -> web.StreamResponse:
        me = self._frame.me(request)
        try:
            talk = await self._desk.look(number, me.id, self._clock())
        except HandoverRefused:
            raise web.HTTPNotFound from None
        is_mine = talk.handover.state == "taken" and talk.handover.officer_id == me.id
        context = {
            "talk": talk,
            "is_mine": is_mine,
            "problem": problem,
            "text": text,
            "longest": LONGEST_WORDS,
            "clock_time": clock_time,
        }
        return self._frame.page(request, template, context, status)


def _says(refused: HandoverRefused) -> str:
    """The key and the name for the page, which has the words."""
    return f"{refused.word}:{refused.name}"
