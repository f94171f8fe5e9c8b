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
from tests.integration.staff.people import PASSWORD, UNIT

LOGIN = "tuan"


class InsightServer(ServerThread):
    """Tells what ``insight`` tells."""

    def __init__(self, folder: Path, insight: type[Insight] = ToldInsight) -> None:
        """A new database in that folder."""
        self._url = f"sqlite:///{folder / 'chidan.db'}"
        self._insight = insight
        upgrade(self._url)
        super().__init__(self._application)

    def _application(self) -> web.Application:
        db = Database(self._url)
        app = insight_app(db, utc_now, self._insight)

        async def hire(_app: web.Application) -> None:
            await app[STAFF].directory.add(LOGIN, "Đỗ Tuấn", Place(UNIT, "L3", ["head"]), PASSWORD, utc_now())

        async def close(_app: web.Application) -> None:
            await db.close()

        app.on_startup.append(hire)
        app.on_cleanup.append(close)
        return app
