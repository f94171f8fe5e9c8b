"""``/cong-khai``: the figures of each month for everybody, to read and as open data."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec
from aiohttp import hdrs, web

from bot.clock import Clock
from bot.insight.figures import Table
from bot.insight.grids import Grids
from bot.insight.open_data import OpenData, Publisher, as_open_csv, open_data, open_schema
from bot.insight.service import Insight
from bot.insight.words import Words
from bot.web.addresses import public_url
from bot.web.rendering import render

PATH = "/cong-khai"
SCHEMA = PATH + "/schema.json"
MOST_MONTHS = 24  # on the page; the files hold all
# Figures change once a month, so nobody's visit need cost a query.
KEPT = timedelta(minutes=10)
CACHING = {
    hdrs.CACHE_CONTROL: "public, max-age=600",
    # Figures are for everybody, other sites too.
    "Cross-Origin-Resource-Policy": "cross-origin",
    hdrs.ACCESS_CONTROL_ALLOW_ORIGIN: "*",
}


class PublicPages:
    """The handlers; nothing here asks who reads."""

    def __init__(
        self, insight: Insight, grids: Grids, words: Words, publisher: Publisher, clock: Clock
    ) -> None:
        """Nothing is read yet."""
        self._insight, self._grids, self._words = insight, grids, words
        self._publisher, self._clock = publisher, clock
        self._kept: tuple[datetime, Table] | None = None

    def routes(self) -> Sequence[web.RouteDef]:
        """All of them."""
        return (
            web.get(PATH, self.show),
            web.get(PATH + "/du-lieu.csv", self.csv),
            web.get(PATH + "/du-lieu.json", self.json),
            web.get(SCHEMA, self.schema),
        )

    async def show(self, request: web.Request) -> web.Response:
        """``GET``: the newest month in words, then month by month."""
        table = await self._months()
        newest_first = Table(table.name, table.dimension, list(reversed(table.rows))[:MOST_MONTHS])
        grid = self._grids.of("public_months", newest_first)
        context = {"grid": grid, "words": self._words, "publisher": self._publisher}
        page = render(request, "cong_khai.html", context, headers=CACHING)
        return _unless_known(request, page, page.text or "")

    async def csv(self, request: web.Request) -> web.Response:
        """``GET``: every closed month as CSV."""
        body = as_open_csv(await self._data())
        named: dict[str, str] = {hdrs.CONTENT_DISPOSITION: 'attachment; filename="so-lieu-cong-khai.csv"'}
        return _file(request, body, "text/csv", named)

    async def json(self, request: web.Request) -> web.Response:
        """``GET``: the same as JSON."""
        described: dict[str, str] = {hdrs.LINK: f'<{public_url(request)}{SCHEMA}>; rel="describedby"'}
        return _file(request, msgspec.json.encode(await self._data()), "application/json", described)

    async def schema(self, request: web.Request) -> web.Response:
        """``GET``: what the JSON looks like."""
        schema = open_schema(public_url(request) + SCHEMA, self._words)
        return _file(request, msgspec.json.encode(schema), "application/schema+json", {})

    async def _data(self) -> OpenData:
        return open_data(await self._months(), self._publisher, self._words)

    async def _months(self) -> Table:
        now = self._clock()
        if self._kept is None or not self._kept[0] <= now < self._kept[0] + KEPT:
            self._kept = (now, await self._insight.public_months())
        return self._kept[1]


def _file(request: web.Request, body: bytes, kind: str, headers: Mapping[str, str]) -> web.Response:
    answer = web.Response(body=body, content_type=kind, charset="utf-8", headers={**CACHING, **headers})
    answer.enable_compression()
    return _unless_known(request, answer, body)


def _unless_known(request: web.Request, answer: web.Response, content: str | bytes) -> web.Response:
    """That answer with its tag, or 304 for somebody who has it already."""
    raw = content.encode() if isinstance(content, str) else content
    tag = hashlib.sha256(raw).hexdigest()[:16]
    caching = CACHING | {hdrs.ETAG: f'"{tag}"'}
    if any(known.value in (tag, "*") for known in request.if_none_match or ()):
        return web.Response(status=304, headers=caching)
    answer.headers[hdrs.ETAG] = f'"{tag}"'
    return answer
