"""What a feature needs for its pages in the officers' console; the wiring brings it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
FORM_BYTES = 256 * 1024
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Me(Protocol):
    """The officer who asks."""

    @property
    def id(self) -> int:
        """Their number."""
        ...

    @property
    def name(self) -> str:
        """What they are called."""
        ...


class Frame(Protocol):
    """The console around a page."""

    def me(self, request: web.Request) -> Me:
        """Who asks."""
        ...

    def page(
        self, request: web.Request, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
    ) -> web.Response:
        """A page in the console's frame."""
        ...

    def done(self, path: str, what: str = "") -> web.HTTPSeeOther:
        """To be raised after a form was taken: go there; the page says what was done by that key."""
        ...

    async def note(self, request: web.Request, action: str, what: str) -> None:
        """One entry of the audit."""
        ...


@dataclass(frozen=True)
class ConsolePage:
    """One page or button, with the permission that it asks for."""

    method: str
    path: str
    permission: str
    handler: Handler
    max_bytes: int = FORM_BYTES


def number_in(request: web.Request, name: str = "id") -> int:
    """The number in the path; raises HTTPNotFound for anything that is no row's."""
    text = request.match_info[name]
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise web.HTTPNotFound
    return int(text)


def clock_time(moment: datetime) -> str:
    """A moment as officers read it, 14:05 25/11/2026."""
    return f"{moment.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
