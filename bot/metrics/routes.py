"""``/metrics`` for Prometheus, and the time of every answer over HTTP."""

import asyncio
import ipaddress
import time
from collections.abc import Sequence

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

from bot.clock import Clock, utc_now
from bot.metrics.meters import Meters
from bot.metrics.news import NewsCollector
from bot.metrics.standing import Standing, StandingCollector, look
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.web.access_log import route_of
from bot.web.callers import caller_address

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# A scrape must not hang on a slow database.
LOOK_SECONDS = 2.0
# Others can be made up by the caller.
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


def setup_metrics(
    app: web.Application,
    meters: Meters,
    db: Database,
    allowed: Sequence[Network] = (),
    clock: Clock = utc_now,
) -> None:
    """Adds the route and the middleware; only this machine and the ``allowed`` networks may read."""
    standing = StandingCollector()
    meters.registry.register(standing)
    if db.is_shared:
        meters.registry.register(NewsCollector(lambda: db.news.is_connected))

    async def metrics(request: web.Request) -> web.Response:
        if not _may_read(request, allowed):
            raise web.HTTPForbidden
        standing.last = await _look(db, clock)
        return web.Response(
            body=generate_latest(meters.registry), headers={"Content-Type": CONTENT_TYPE_LATEST}
        )

    app.router.add_get("/metrics", metrics)
    app.middlewares.insert(0, _timed(meters))


async def _look(db: Database, clock: Clock) -> Standing:
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            return await look(db, clock())
    except (StorageUnavailable, TimeoutError):
        return Standing()


def _may_read(request: web.Request, allowed: Sequence[Network]) -> bool:
    # Of a caller behind our own proxy the address that the proxy told counts, never the proxy's.
    caller = caller_address(request)
    if not caller:
        return True
    network = ipaddress.ip_network(caller)
    return any(network.version == one.version and network.subnet_of(one) for one in allowed)  # type: ignore[arg-type]


def _timed(meters: Meters) -> Middleware:
    @web.middleware
    async def timed(request: web.Request, handler: Handler) -> web.StreamResponse:
        began, status = time.monotonic(), 500
        try:
            response = await handler(request)
            status = response.status
            return response
        except web.HTTPException as error:  # a redirect
            status = error.status
            raise
        finally:
            method = request.method if request.method in _METHODS else "other"
            labels = (method, route_of(request), str(status))
            meters.request_seconds.labels(*labels).observe(time.monotonic() - began)

    return timed
