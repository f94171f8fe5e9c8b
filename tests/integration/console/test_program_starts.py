"""The whole program starts with tickets and officers in it, and without them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from bot.app import build_app
from bot.hotline_setup import HotlineSetup, hotline_setup
from bot.parts import Parts
from bot.settings import Settings
from bot.storage.database import Database
from bot.switches.model import Scope, Switch
from tests.integration.console.program import MORNING
from tests.integration.staff.people import department, knowledge_base


async def no_rasa() -> bool:
    return False


@asynccontextmanager
async def started(database_url: str, setup: HotlineSetup | None) -> AsyncIterator[TestClient]:
    parts = Parts(
        database_url=database_url,
        department=department(),
        knowledge_base=knowledge_base(),
        rasa_urls=("http://127.0.0.1:9",),
        rasa_answers=no_rasa,
        actions_token="token",
        hotline=setup,
    )
    async with TestClient(TestServer(build_app(parts))) as http:
        yield http


async def test_every_page_of_the_console_asks_for_somebody_who_signed_in(
    database_url: str, tmp_path: Path
) -> None:
    setup = hotline_setup(Settings().throwaway(tmp_path))
    async with started(database_url, setup) as http:
        resources = http.app.router.resources() if http.app else ()
        pages = sorted({one.canonical for one in resources if one.canonical.startswith("/staff/")})
        assert {"/staff/live", "/staff/review", "/staff/switches", "/staff/exports", "/staff/queue"} <= set(
            pages
        )
        for page in (one for one in pages if "{" not in one and one != "/staff/sign-in"):
            answer = await http.get(page, allow_redirects=False)
            assert answer.status in (303, 401, 404, 405), page
            assert "Đăng xuất" not in await answer.text(), page
        assert (await http.get("/phieu/PA-261125-ABCD")).status == 200


async def test_what_is_off_and_what_is_late_stands_among_the_warnings(
    db: Database, database_url: str, tmp_path: Path
) -> None:
    async with db.transaction() as session:
        switch = Switch(
            scope=Scope.CHANNEL, name="zalo", reason="Bảo trì", off_from=MORNING.replace(year=2025)
        )
        switch.made_by, switch.made_by_name, switch.made_at = 1, "Lan", MORNING
        session.add(switch)
    async with started(database_url, HotlineSetup(tmp_path, "a", "b", "c", "d")) as http:
        warnings: list[str] = []
        while not warnings:
            body = await (await http.get("/health/ready")).json()
            warnings = body["warnings"]
            measured = await (await http.get("/metrics")).text()
            assert "chidan_database_up 1.0" in measured
            assert 'route="/health/ready"' in measured
        [told] = [one for one in body["findings"] if one["en"] in warnings]
        assert told["name"] == "channel_off"
        assert told["en"].startswith("Switched off: channel zalo.")
        assert told["vi"].startswith("Cán bộ đang tắt kênh zalo.")


async def test_without_them_there_is_no_console(database_url: str) -> None:
    async with started(database_url, None) as http:
        assert (await http.get("/staff/queue")).status == 404


def test_secrets_are_apart_and_stand_in_no_log(tmp_path: Path) -> None:
    setup = hotline_setup(Settings().throwaway(tmp_path))
    secrets = {setup.tickets, setup.sealed, setup.forms, setup.staff}
    assert len(secrets) == 4
    assert not [secret for secret in secrets if secret in repr(setup)]
