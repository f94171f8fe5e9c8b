"""The waves of surveys in Chromium: seen, begun and refused, on a desk and on a phone, by everybody."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from bot.clock import utc_now
from bot.console_wiring import StaffFrame, behind_permissions
from bot.language.places import Places
from bot.staff.cards import Place as Desk
from bot.staff.parts import STAFF
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.survey_terms import day_of
from bot.surveys.instrument import load_instruments
from bot.surveys.model import InvitationState
from bot.surveys.routes_waves import WavePages
from bot.surveys.waves import Waves
from bot.surveys_wiring import SampleCuts
from tests.browser.console_pages import DESK, PHONE, officer_page
from tests.browser.server_thread import ServerThread
from tests.integration.staff.people import PASSWORD, knowledge_base
from tests.integration.surveys.answering_world import SurveyWorld
from tests.integration.surveys.place import survey_app

ANSWERED = 12
WIDTH_OF_A_WORD = 48


class WaveServer(ServerThread):
    """The pages of surveys with one wave and a head to look at it."""

    def __init__(self, folder: Path) -> None:
        """A new database in that folder."""
        self._url = f"sqlite:///{folder / 'chidan.db'}"
        upgrade(self._url)
        super().__init__(self._application)

    def _application(self) -> web.Application:
        db = Database(self._url)
        app, world = survey_app(db, utc_now)
        cuts = SampleCuts(knowledge_base(), Places(()), ["zalo", "webchat"])
        frame = StaffFrame(app[STAFF].directory)
        pages = WavePages(Waves(db, load_instruments(), cuts), cuts, frame, utc_now)
        app.router.add_routes(behind_permissions(pages.pages()))

        async def lifetime(app: web.Application) -> Any:
            desk = Desk("Văn phòng Sở", "L3", ["head"])
            await app[STAFF].directory.add("hoa", "Lê Thị Hoà", desk, PASSWORD, utc_now())
            await _invite(world)
            yield
            await db.close()

        app.cleanup_ctx.append(lifetime)
        return app


async def _invite(world: SurveyWorld) -> None:
    for _ in range(ANSWERED):
        await world.invited(state=InvitationState.DONE)
    await world.invited(commune="Long Bình", channel="zalo")


@pytest.fixture(scope="module")
def waves(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WaveServer]:
    thread = WaveServer(tmp_path_factory.mktemp("waves"))
    thread.start()
    yield thread
    thread.close()


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def head(request: pytest.FixtureRequest, browser: Browser, waves: WaveServer) -> Iterator[Page]:
    """A head at a desk or on the way; whatever the security policy blocks fails the test."""
    with officer_page(browser, waves, "hoa", viewport=request.param) as page:  # type: ignore[arg-type]
        yield page


def grave(page: Page) -> list[str]:
    """What axe-core finds, however slight."""
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]]


def test_no_page_of_it_keeps_anybody_out(head: Page, waves: WaveServer) -> None:
    head.goto(f"{waves.address}/staff/surveys?people=5000&error=5")
    expect(head.get_by_role("status")).to_contain_text("371")
    head.get_by_text("Tỷ lệ riêng").click()
    assert grave(head) == []
    assert head.evaluate("document.documentElement.scrollWidth") <= head.viewport_size["width"]  # type: ignore[index]
    head.get_by_role("link", name="2026-short").click()
    expect(head.get_by_role("heading", level=1)).to_contain_text("2026-short")
    assert grave(head) == []
    assert head.evaluate("document.documentElement.scrollWidth") <= head.viewport_size["width"]  # type: ignore[index]


def test_words_of_a_table_stay_whole(head: Page, waves: WaveServer) -> None:
    head.goto(f"{waves.address}/staff/surveys/1")
    box = head.get_by_role("columnheader", name="Lĩnh vực").bounding_box()
    assert box is not None
    assert box["width"] >= WIDTH_OF_A_WORD


def test_the_navigation_leads_to_every_page_of_surveys(head: Page, waves: WaveServer) -> None:
    head.goto(f"{waves.address}/staff/surveys")
    for name in ("Khảo sát", "Gọi khảo sát", "Nhập khảo sát", "Phiếu QR"):
        link = head.get_by_role("navigation").get_by_role("link", name=name, exact=True)
        link.click()
        expect(head.get_by_role("navigation").locator("[aria-current]")).to_have_text(name)


def test_a_wave_is_refused_with_what_was_written_and_then_begun(
    head: Page, waves: WaveServer, request: pytest.FixtureRequest
) -> None:
    name = f"Quý 4 <b>{request.node.callspec.id}</b>"
    last = (day_of(utc_now()) + timedelta(days=40)).isoformat()
    head.goto(f"{waves.address}/staff/surveys")
    head.get_by_label("Tên đợt").fill(name)
    head.get_by_label("Tới hết ngày").fill(last)
    head.get_by_label("Hỏi bao nhiêu phần trăm").fill("120")
    head.get_by_text("Tỷ lệ riêng").click()
    group = head.get_by_role("group", name="Nhóm 1")
    group.get_by_label("Lĩnh vực").select_option("Đất đai")
    group.get_by_label("Kênh").select_option("zalo")
    group.get_by_label("Phần trăm").fill("12,5")
    head.get_by_role("button", name="Bắt đầu đợt").click()
    expect(head.get_by_role("alert")).to_contain_text("từ 0 đến 100")
    assert grave(head) == []
    expect(head.get_by_label("Tên đợt")).to_have_value(name)
    expect(head.get_by_label("Tới hết ngày")).to_have_value(last)
    expect(group.get_by_label("Lĩnh vực")).to_have_value("Đất đai")
    expect(group.get_by_label("Phần trăm")).to_have_value("12,5")
    head.get_by_label("Hỏi bao nhiêu phần trăm").fill("20")
    head.get_by_role("button", name="Bắt đầu đợt").click()
    expect(head.get_by_role("status")).to_contain_text("Đã bắt đầu")
    expect(head.get_by_role("heading", level=1)).to_contain_text(name)
    expect(head.get_by_role("main")).to_contain_text("Đất đai, Zalo 12,5 %")
    assert grave(head) == []


def test_the_log_is_downloaded(head: Page, waves: WaveServer, tmp_path: Path) -> None:
    head.goto(f"{waves.address}/staff/surveys/1")
    with head.expect_download() as download:
        head.get_by_role("link", name="Tải nhật ký").click()
    download.value.save_as(tmp_path / "log.csv")
    assert len((tmp_path / "log.csv").read_text("utf-8-sig").splitlines()) == ANSWERED + 2
