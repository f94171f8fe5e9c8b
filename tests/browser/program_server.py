"""The whole program before a browser: web chat, engine, console and all that runs in the background."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.clock import utc_now
from bot.staff.cards import Place
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.browser.console_server import OFFICERS
from tests.integration.console.program import MORNING, Program, running_program
from tests.integration.staff.people import PASSWORD

T = TypeVar("T")


class ProgramServer:
    """Runs in a thread of its own; ``do`` runs what a test needs in the server's loop."""

    def __init__(self, folder: Path, start: datetime = MORNING) -> None:
        """A new database in that folder; it is that late when it starts."""
        self._folder, self._start = folder, start
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._running = AsyncExitStack()
        self.program: Program

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return str(self.program.http.make_url("")).rstrip("/")

    def start(self) -> None:
        """Listens, with an officer of each kind."""
        url = f"sqlite:///{self._folder / 'chidan.db'}"
        upgrade(url)
        self._thread.start()
        self.do(self._enter(url))

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of that work."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def close(self) -> None:
        """Stops for good."""
        self.do(self._running.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _enter(self, url: str) -> None:
        db = Database(url)
        self._running.push_async_callback(db.close)
        self.program = await self._running.enter_async_context(running_program(db, self._folder, self._start))
        directory = self.program.part.directory
        for login, name, unit, level, roles in OFFICERS:
            await directory.add(login, name, Place(unit, level, roles), PASSWORD, utc_now())
