"""The hotline's console before a browser: officers of each role, and a desk into which tests hand tickets."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from bot.clock import utc_now
from bot.hotline.console import Console
from bot.hotline.model import Ticket
from bot.staff.cards import Place
from bot.staff.parts import STAFF
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.browser.server_thread import ServerThread
from tests.integration.hotline.world import World
from tests.integration.hotline_http.place import hotline_app
from tests.integration.staff.people import PASSWORD

T = TypeVar("T")
OFFICE, LAND, WATER = "Văn phòng Sở", "Phòng Quản lý đất đai", "Chi cục Bảo vệ môi trường"
OFFICERS = (
    ("lan", "Trần Thị Lan", OFFICE, "L1", ["hotline"]),
    ("minh", "Lê Minh", LAND, "L2", ["specialist"]),
    ("hoa", "Vũ Hoa", WATER, "L2", ["specialist"]),
    ("tuan", "Đỗ Tuấn", LAND, "L3", ["head"]),
    ("thanh", "Phạm Thanh", "Thanh tra Sở", "L4", ["inspector"]),
    ("quang", "Lê Quang", OFFICE, "L4", ["administrator"]),
)


class ConsoleServer(ServerThread):
    """A running console; ``world`` hands tickets in, ``do`` runs what the desk does in the server's loop."""

    def __init__(self, folder: Path) -> None:
        """A new database in that folder."""
        self._url = f"sqlite:///{folder / 'chidan.db'}"
        self._folder = folder
        upgrade(self._url)
        super().__init__(self._application)
        self.world: World
        self.tickets: Console

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of that work."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def opened(self, **changes: Any) -> Ticket:
        """A ticket that somebody has just handed in."""
        return self.do(self._opened(**changes))

    def ticket(self, ticket_id: int) -> Ticket:
        """As it stands now."""
        view = self.do(self.tickets.desk.get(ticket_id))
        assert view is not None
        return view.ticket

    async def _opened(self, **changes: Any) -> Ticket:
        return await self.world.ticket(await self.world.opened(now=utc_now(), **changes))

    def _application(self) -> web.Application:
        db = Database(self._url)
        app, self.tickets, self.world, _talk = hotline_app(db, utc_now, self._folder)

        async def lifetime(app: web.Application) -> Any:
            for login, name, unit, level, roles in OFFICERS:
                await app[STAFF].directory.add(login, name, Place(unit, level, roles), PASSWORD, utc_now())
            looks = asyncio.create_task(self.tickets.changes.run())
            yield
            looks.cancel()
            await asyncio.gather(looks, return_exceptions=True)
            await db.close()

        app.cleanup_ctx.append(lifetime)
        return app
