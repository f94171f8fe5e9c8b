"""Runs an aiohttp application in a thread, so that a browser can be driven from the test's own."""

import asyncio
import threading
from collections.abc import Callable

from aiohttp import web


class ServerThread:
    """A server on loopback that can be stopped and started again on the same port."""

    def __init__(self, build: Callable[[], web.Application]) -> None:
        self._build = build
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._runner: web.AppRunner | None = None
        self.port = 0

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listens, on the same port as before if there was one."""
        if not self._thread.is_alive():
            self._thread.start()
        self._call(self._start())

    def stop(self) -> None:
        """Breaks every connection and refuses new ones."""
        self._call(self._stop())

    def close(self) -> None:
        """Stops for good."""
        self.stop()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _call(self, coroutine) -> None:  # type: ignore[no-untyped-def]
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(20)

    async def _start(self) -> None:
        self._runner = web.AppRunner(self._build(), shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def _stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
