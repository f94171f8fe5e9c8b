"""``/phieu``: where a citizen follows a ticket with its code and PIN."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.hotline.codes import tidy
from bot.hotline.console_words import Words, load_words
from bot.hotline.page_clocks import moment
from bot.hotline.page_public import public_page
from bot.hotline.view import PublicView
from bot.web.forms import posted_form
from bot.web.rendering import render

HEADERS = {
    hdrs.CACHE_CONTROL: "no-store",
    hdrs.REFERRER_POLICY: "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
LONGEST_CODE = 24
LONGEST_PIN = 12
FORM_BYTES = 4 * 1024

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Looks(Protocol):
    """Whoever shows a ticket for its code and PIN."""

    async def look(self, code: str, pin: str, now: datetime) -> PublicView | None:
        """The ticket; None for a wrong PIN, a code of no ticket, and after too many wrong PINs alike."""
        ...


class PublicPages:
    """Asks for the PIN, and shows how far a ticket is; wrong PIN and wrong code look the same."""

    def __init__(self, desk: Looks, clock: Clock, words: Words | None = None) -> None:
        """``desk`` decides what is shown."""
        self._desk = desk
        self._clock = clock
        self._words = words or load_words()

    def routes(self) -> list[web.RouteDef]:
        """The page without a code, and the one with it."""
        return [
            web.get("/phieu", self.ask),
            web.post("/phieu", self.look),
            web.get("/phieu/{code}", self.ask),
            web.post("/phieu/{code}", self.look),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        """``GET``: asks for what is missing; says nothing about whether there is such a ticket."""
        return _page(request, "phieu_ask.html", {"code": _code(request), "wrong": False})

    async def look(self, request: web.Request) -> web.Response:
        """``POST``: the ticket, or the same question again."""
        form = await posted_form(request.clone(client_max_size=FORM_BYTES))
        code = _code(request) or tidy(str(form.get("code", ""))[:LONGEST_CODE])
        view = await self._desk.look(code, str(form.get("pin", ""))[:LONGEST_PIN], self._clock())
        if view is None:
            asked = {"code": code, "wrong": True}
            return _page(request, "phieu_ask.html", asked, HTTPStatus.FORBIDDEN)
        context = {"page": public_page(view, self._words), "words": self._words, "moment": moment}
        return _page(request, "phieu.html", context)


def _code(request: web.Request) -> str:
    return tidy(request.match_info.get("code", "")[:LONGEST_CODE])


def _page(
    request: web.Request, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
) -> web.Response:
    return render(request, template, context, status, HEADERS)
