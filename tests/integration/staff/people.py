"""A console with officers, as the tests of this folder and of other pages under ``/staff`` need it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestClient, TestServer
from argon2 import PasswordHasher

from bot.department import Department, load_department
from bot.staff.cards import OfficerCard, Place
from bot.staff.parts import STAFF, StaffParts
from bot.staff.passwords import Passwords
from bot.staff.setup import setup_staff
from bot.storage.database import Database
from bot.web.setup import setup_web
from procedures_kb.loader import KnowledgeBase, load_knowledge_base

ROOT = Path(__file__).resolve().parents[3]
SECRET = "a secret of the tests"
NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # nine in the morning, a Friday
MINUTE = timedelta(minutes=1)
PASSWORD = "mua mua nuoc dang cao"
UNIT = "Chi cục Bảo vệ môi trường"


class HandClock:
    """Stands until it is moved."""

    def __init__(self, now: datetime = NOW) -> None:
        """It is that late."""
        self.now = now

    def __call__(self) -> datetime:
        """This moment."""
        return self.now

    def move(self, by: timedelta) -> None:
        """So much later."""
        self.now += by


def quick_passwords() -> Passwords:
    """Real hashes that cost little, since no test here is about their strength."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))


@cache
def knowledge_base() -> KnowledgeBase:
    """Read once for all tests."""
    return load_knowledge_base()


@cache
def department() -> Department:
    """The department as it is shipped."""
    return load_department(ROOT / "bot" / "department.yml")


def console_app(
    db: Database,
    clock: Callable[[], datetime],
    more_routes: Sequence[web.RouteDef] = (),
    public_url: str = "",
    passwords: Passwords | None = None,
) -> web.Application:
    """The pages of officers, with what holds for every answer, and further routes."""
    app = web.Application()
    setup_web(app, knowledge_base=knowledge_base(), department=department(), today=lambda: date(2026, 11, 27))
    setup_staff(app, db, SECRET, clock=clock, public_url=public_url, passwords=passwords or quick_passwords())
    app.router.add_routes(more_routes)
    return app


class Console:
    """A running console, with browsers that know nobody yet."""

    def __init__(self, app: web.Application, db: Database, server: BaseTestServer) -> None:
        """The server is started."""
        self.parts: StaffParts = app[STAFF]
        self.db = db
        self._server = server
        self._clients: list[TestClient[Any, Any]] = []

    async def hire(
        self, login: str = "lan", *roles: str, level: str = "L2", unit: str = UNIT, name: str = "Trần Thị Lan"
    ) -> OfficerCard:
        """An officer whose password is PASSWORD."""
        place = Place(unit, level, roles)
        return await self.parts.directory.add(login, name, place, PASSWORD, NOW)

    async def browser(self) -> "Browser":
        """A browser of its own, without a cookie."""
        client: TestClient[Any, Any] = TestClient(self._server)
        self._clients.append(client)
        return Browser(client, str(self._server.make_url("")).rstrip("/"))

    async def signed_in(self, login: str = "lan") -> "Browser":
        """A browser in which that officer is signed in."""
        browser = await self.browser()
        assert (await browser.sign_in(login)).status == 303
        await browser.find_token()
        return browser

    async def close(self) -> None:
        """Closes every browser."""
        for client in self._clients:
            await client.session.close()


class Answer:
    """An answer that was read to its end."""

    def __init__(self, response: Any, text: str) -> None:
        """Of that response."""
        self.status: int = response.status
        self.headers = response.headers
        self.text = text


class Browser:
    """Sends what a real one would: its origin with every form, and the page's token once it has read it."""

    def __init__(self, client: TestClient[Any, Any], origin: str) -> None:
        """Keeps cookies as they come."""
        self.client = client
        self.origin = origin
        self.token = ""

    async def get(self, path: str, **headers: str) -> Answer:
        """A page, without following where it leads."""
        response = await self.client.get(path, headers=headers, allow_redirects=False)
        return Answer(response, await response.text())

    async def post(self, path: str, data: Any = (), **headers: str) -> Answer:
        """A form from one of our own pages."""
        fields = [*(data.items() if isinstance(data, dict) else data), ("csrf", self.token)]
        response = await self.client.post(
            path, data=fields, headers={"Origin": self.origin, **headers}, allow_redirects=False
        )
        return Answer(response, await response.text())

    async def sign_in(self, login: str = "lan", password: str = PASSWORD, **fields: str) -> Answer:
        """Fills in the sign-in page."""
        return await self.post("/staff/sign-in", {"login": login, "password": password, **fields})

    async def find_token(self) -> None:
        """Reads the token that its forms carry."""
        page = await self.get("/staff/account")
        self.token = page.text.split('name="csrf" value="', 1)[1].split('"', 1)[0]


@asynccontextmanager
async def running_console(
    db: Database, clock: Callable[[], datetime], more_routes: Sequence[web.RouteDef] = (), **options: Any
) -> AsyncIterator[Console]:
    """The console, listening."""
    app = console_app(db, clock, more_routes, **options)
    async with TestServer(app) as server:
        console = Console(app, db, server)
        try:
            yield console
        finally:
            await console.close()
