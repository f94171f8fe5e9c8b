"""``/health/live`` and ``/health/ready``: whether the process runs, and whether it can do its work."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from aiohttp import web

Check = Callable[[], Awaitable[bool]]


class Warns(Protocol):
    """A part of the program that tells what officers should mend or look into."""

    def warnings(self) -> Sequence[str]:
        """One sentence for each; empty while all is well."""
        ...


def setup_health(
    app: web.Application, checks: dict[str, Check], warnings: Callable[[], Sequence[str]] = tuple
) -> None:
    """Adds both routes; ``checks`` maps what is missing, in words, to the test that finds out.

    ``warnings`` tells what officers should mend while all goes on; they make nothing unready.
    """

    async def live(request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "program": "chidan"})

    async def ready(request: web.Request) -> web.Response:
        missing = [words for words, check in checks.items() if not await check()]
        body: dict[str, object] = {"status": "not ready" if missing else "ready", "missing": missing}
        body["warnings"] = list(warnings())
        return web.json_response(body, status=503 if missing else 200)

    app.router.add_get("/health/live", live)
    app.router.add_get("/health/ready", ready)
