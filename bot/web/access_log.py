"""An access log without people in it."""

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
    if not isinstance(request, web.Request):
        return "-"
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "(no such page)"
