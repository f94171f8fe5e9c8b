"""The pages of figures before a browser; an officer who may see them is hired."""

from pathlib import Path

from aiohttp import web

from bot.clock import utc_now
from bot.insight.service import Insight
from bot.staff.cards import Place
from bot.staff.parts import STAFF
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.browser.server_thread import ServerThread
from tests.fakes.told_insight import ToldInsight
from tests.integration.insight.place import insight_app
from tests.integration.insight.real_year import AFTERWARDS, part_of, write_year
from tests.integration.staff.people import PASSWORD, UNIT

LOGIN = "tuan"


class InsightServer(ServerThread):
    """Tells what ``insight`` tells."""

    insight: type[Insight] = ToldInsight
    clock = staticmethod(utc_now)

    def __init__(self, folder: Path) -> None:
        """A new database in that folder."""
        self.url = f"sqlite:///{folder / 'chidan.db'}"
        upgrade(self.url)
        super().__init__(self._application)

    async def prepare(self, db: Database) -> None:
        """Before the first visit."""

    def _application(self) -> web.Application:
        db = Database(self.url)
        app = insight_app(db, self.clock, self.insight)

        async def hire(_app: web.Application) -> None:
            await self.prepare(db)
            place = Place(UNIT, "L3", ["head"])
            await app[STAFF].directory.add(LOGIN, "Đỗ Tuấn", place, PASSWORD, self.clock())

        async def close(_app: web.Application) -> None:
            await db.close()

        app.on_startup.append(hire)
        app.on_cleanup.append(close)
        return app


class RealYear(InsightServer):
    """Tells of a simulated year what the real ``Insight`` tells of it."""

    insight = Insight
    clock = staticmethod(lambda: AFTERWARDS)

    async def prepare(self, db: Database) -> None:
        write_year(self.url, dossiers=6000, answers=2400, tickets=600, people=1500)
        await part_of(db).closer().close_all()
