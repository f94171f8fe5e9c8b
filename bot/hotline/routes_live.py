"""``/staff/changes``: server-sent events that tell open pages which tickets changed.

Event ``changed``: ``data: {"tickets": [ids]}``, at most a second after the change was stored. The page then
asks for itself again; nothing of a ticket goes over the stream. The stream ends after a minute, so that the
browser comes back and whoever has lost the permission does not.
"""

import contextlib
import json
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.console import ConsolePage
from bot.hotline.changes import Changes, Watcher
from bot.hotline.console import Console
from bot.storage.errors import StorageUnavailable

HEARTBEAT_SECONDS = 15.0
STREAM_SECONDS = 60.0
# No page is older; a session ends after an hour without use.
OLDEST = timedelta(hours=1)
RECONNECT_AFTER_MS = 500
HEADERS = {
    hdrs.CONTENT_TYPE: "text/event-stream; charset=utf-8",
    hdrs.CACHE_CONTROL: "no-store",
    "X-Accel-Buffering": "no",  # a proxy that collects the stream would keep the news to itself
}


class ChangeStream:
    """Writes what changed to one open page."""

    def __init__(self, console: Console) -> None:
        """``console.changes`` tells."""
        self._console = console
        self._changes: Changes = console.changes
        self._clock: Clock = console.clock

    def route(self) -> ConsolePage:
        """For whoever sees the queue."""
        return ConsolePage(hdrs.METH_GET, "/staff/changes", "see_queue", self.stream)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """``?since=MOMENT`` is when the page was made: what changed between that and now is told first."""
        with self._changes.watch() as watcher:
            missed = await self._changes.since(_moment(request, self._clock()))
            response = web.StreamResponse(headers=HEADERS)
            await response.prepare(request)
            await response.write(f"retry: {RECONNECT_AFTER_MS}\n\n".encode())
            with contextlib.suppress(StorageUnavailable, ConnectionResetError):
                await self._write_all(request, response, watcher, missed)
        return response

    async def _write_all(
        self, request: web.Request, response: web.StreamResponse, watcher: Watcher, found: Collection[int]
    ) -> None:
        began = self._clock()
        while not self._changes.closed:
            await response.write(_event(found) if found else b": still here\n\n")
            if (self._clock() - began).total_seconds() > STREAM_SECONDS:
                return
            found = await watcher.take(HEARTBEAT_SECONDS)


def _event(ids: Collection[int]) -> bytes:
    data = json.dumps({"tickets": sorted(ids)})
    return f"event: changed\ndata: {data}\n\n".encode()


def _moment(request: web.Request, now: datetime) -> datetime:
    try:
        found = datetime.fromisoformat(request.query.get("since", ""))
    except ValueError:
        return now
    return max(found.astimezone(UTC) if found.tzinfo else now, now - OLDEST)
