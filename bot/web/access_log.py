"""The server's own logs without people in them."""

import logging

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger


class AccessLogger(AbstractAccessLogger):
    """Method, route, status, size and time. No query, address or agent: these tell who asked what."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        """One line per answer, once it has gone out."""
        self.logger.info(
            "%s %s %d %d bytes %.0f ms",
            request.method,
            route_of(request),
            response.status,
            response.body_length,
            time * 1000,
        )


def route_of(request: web.BaseRequest) -> str:
    """The route as it was registered: a path such as /phieu/{code} may hold a citizen's code."""
    try:
        resource = request.match_info.route.resource if isinstance(request, web.Request) else None
    except (AssertionError, AttributeError):
        return "-"  # it was no HTTP, so nobody looked for a route
    return resource.canonical if resource is not None else "(no such page)"


class _WithoutQuotes(logging.Filter):
    """Leaves only the kind of a failure: what aiohttp says of it quotes the request and names the caller."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record stays."""
        kind = record.exc_info[0] if record.exc_info else None
        if kind is not None:
            record.msg, record.args = "a request failed: %s", (kind.__name__,)
            record.exc_info = record.exc_text = None
        return True


def server_logger() -> logging.Logger:
    """The logger for aiohttp's server."""
    logger = logging.getLogger("chidan.server")
    if not logger.filters:
        logger.addFilter(_WithoutQuotes())
    return logger
