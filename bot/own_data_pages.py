"""``/du-lieu/{key}``: where people read and take away what is held of them, for fifteen minutes.

What is held is shown to a button alone: whoever merely fetches the address, as messengers do for a preview,
sees nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Protocol

import msgspec
from aiohttp import hdrs, web

from bot.clock import Clock
from bot.console import clock_time
from bot.own_data import Listing
from bot.own_data_view import as_file, own_page
from bot.web.forms import posted_form
from bot.web.rendering import render

HEADERS: Mapping[str, str] = {
    hdrs.CACHE_CONTROL: "no-store",
    hdrs.REFERRER_POLICY: "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
FORM_BYTES = 1024
FILE = "du-lieu-cua-toi.json"
PATH = "/du-lieu"


class Shows(Protocol):
    """Whoever knows what is held; all of it raises StorageUnavailable."""

    async def opens(self, key: str, now: datetime) -> datetime | None:
        """Until when the key opens anything; None for a wrong or old one."""
        ...

    async def listing(self, key: str, now: datetime) -> Listing | None:
        """All that is held; None for a wrong or old key."""
        ...


class OwnDataPages:
    """A wrong key and an old one look the same: the page says how to get a new one."""

    def __init__(self, desk: Shows, clock: Clock) -> None:
        """``desk`` decides what is shown."""
        self._desk = desk
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """The question, the page, the file."""
        return [
            web.get(PATH + "/{key}", self.ask),
            web.post(PATH + "/{key}", self.show),
            web.post(PATH + "/{key}/tai-ve", self.download),
        ]

    async def ask(self, request: web.Request) -> web.Response:
        """``GET``: a button, and nothing of what is held."""
        until = await self._desk.opens(_key(request), self._clock())
        return _page(request, "du_lieu_hoi.html", {"until": until}) if until else _over(request)

    async def show(self, request: web.Request) -> web.Response:
        """``POST``: what is held, a page of it."""
        form = await posted_form(request.clone(client_max_size=FORM_BYTES))
        asked, now = str(form.get("page", "")), self._clock()
        until = await self._desk.opens(_key(request), now)
        listing = await self._desk.listing(_key(request), now)
        if until is None or listing is None:
            return _over(request)
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < len("99999") else 1
        return _page(request, "du_lieu.html", {"page": own_page(listing, number, until)})

    async def download(self, request: web.Request) -> web.Response:
        """``POST``: all of it, as a file."""
        now = self._clock()
        listing = await self._desk.listing(_key(request), now)
        if listing is None:
            return _over(request)
        body = msgspec.json.format(msgspec.json.encode(as_file(listing, now)))
        saved: dict[str, str] = {
            **HEADERS,
            hdrs.CONTENT_DISPOSITION: f'attachment; filename="{FILE}"',
        }
        return web.Response(body=body, content_type="application/json", headers=saved)


def _key(request: web.Request) -> str:
    return request.match_info["key"]


def _over(request: web.Request) -> web.Response:
    return _page(request, "du_lieu_het.html", {}, HTTPStatus.GONE)


def _page(
    request: web.Request, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
) -> web.Response:
    shown = {"key": _key(request), "moment": clock_time, **context}
    return render(request, template, shown, status, HEADERS)
