"""The page of a survey on an old phone: no scripts, large targets, keys, paper, hostile words."""

import asyncio
import re
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from aiohttp import web
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bot.clock import utc_now
from bot.staff.cards import Place as Desk
from bot.staff.parts import STAFF
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.surveys.model import InvitationState, Way
from tests.browser.console_pages import Complaints, sign_in
from tests.browser.console_xss import CORPUS
from tests.browser.server_thread import ServerThread
from tests.integration.staff.people import PASSWORD
from tests.integration.surveys.answering_world import CODE, DAY, SurveyWorld
from tests.integration.surveys.place import survey_app

T = TypeVar("T")
PICTURE = Path(__file__).resolve().parents[2] / "docs" / "survey-form.png"
LARGEST_PICTURE = 250 * 1024
SMALLEST_TARGET = 44
EVERY = 24  # of the hostile strings: the page fills in one place, the comment


class SurveyServer(ServerThread):
    """The pages of surveys; ``world`` invites."""

    def __init__(self, folder: Path) -> None:
        """A new database in that folder."""
        self._url = f"sqlite:///{folder / 'chidan.db'}"
        upgrade(self._url)
        super().__init__(self._application)
        self.world: SurveyWorld

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        """The result of that work, in the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(60)

    def invited(self, form: str = "full", **changes: Any) -> str:
        """The address of the page of a new invitation."""
        number = self.do(self.world.invited(form, expires_at=utc_now() + 14 * DAY, **changes))
        return f"{self.address}/khao-sat/{self.world.keys.token_of(number)}"

    def _application(self) -> web.Application:
        db = Database(self._url)
        app, self.world = survey_app(db, utc_now)

        async def lifetime(app: web.Application) -> Any:
            desk = Desk("Văn phòng Sở", "L1", ["hotline"])
            await app[STAFF].directory.add("lan", "Trần Thị Lan", desk, PASSWORD, utc_now())
            yield
            await db.close()

        app.cleanup_ctx.append(lifetime)
        return app


@pytest.fixture(scope="module")
def surveys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SurveyServer]:
    thread = SurveyServer(tmp_path_factory.mktemp("surveys"))
    thread.start()
    yield thread
    thread.close()


@pytest.fixture
def form(phone: BrowserContext, surveys: SurveyServer) -> Iterator[Page]:
    """The full form, opened; whatever the security policy blocks fails the test."""
    page = phone.new_page()
    complaints = Complaints(page)
    page.goto(surveys.invited())
    yield page
    assert complaints.heard == []


def grave(page: Page) -> list[str]:
    """What axe-core finds, however slight."""
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in Axe().run(page).response["violations"]]


def test_it_is_answered_by_touch_and_shown_again(form: Page, tmp_path: Path) -> None:
    assert form.evaluate("document.documentElement.scrollWidth") <= 360
    for label in form.locator("fieldset label").all():
        box = label.bounding_box()
        assert box is not None
        assert box["height"] >= SMALLEST_TARGET
    address = form.url
    form.locator("fieldset").nth(0).get_by_text("Rất hài lòng", exact=True).click()
    form.locator("fieldset").nth(7).get_by_text("Bình thường", exact=True).click()
    form.evaluate("window.scrollTo(0, 0)")
    taken = form.screenshot(path=tmp_path / "survey-form.png")
    assert len(taken) <= LARGEST_PICTURE
    if not PICTURE.exists():
        PICTURE.write_bytes(taken)
    form.get_by_label("góp ý").fill("Ghế ngồi ít")
    form.get_by_role("button", name="Gửi").click()
    expect(form.get_by_role("heading", level=1)).to_have_text("Cảm ơn cô/bác")
    form.goto(address)
    expect(form.locator("input:checked")).to_have_count(2)
    expect(form.get_by_label("góp ý")).to_have_value("Ghế ngồi ít")


def test_no_page_of_it_keeps_anybody_out(form: Page) -> None:
    address = form.url
    assert grave(form) == []
    form.locator("input[name=Q8][value='1']").check()
    form.get_by_role("button", name="Gửi").click()
    assert grave(form) == []
    form.get_by_role("link", name="Gửi phản ánh").click()
    assert grave(form) == []
    form.get_by_label("Chuyện gì đã xảy ra").fill("Bắt đi lại bốn lần")
    form.get_by_role("button", name="Gửi").click()
    expect(form.get_by_role("heading", level=1)).to_have_text("Đã gửi phản ánh")
    assert grave(form) == []
    form.goto(f"{address}/thoi")
    assert grave(form) == []
    form.goto(f"{address}x")
    assert grave(form) == []


def test_it_works_without_scripts_in_the_dark_and_by_keys_alone(
    browser: Browser, surveys: SurveyServer
) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark", locale="vi-VN")
    page = context.new_page()
    page.goto(surveys.invited("short"))
    page.locator("input[name=Q1]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Gửi").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cảm ơn cô/bác")
    context.close()


def test_it_prints_as_a_form_to_be_filled_in(form: Page) -> None:
    form.emulate_media(media="print")
    expect(form.get_by_role("button", name="Gửi")).to_be_hidden()
    sheets = re.findall(rb"/Type\s*/Page\b", form.pdf(format="A4"))
    assert len(sheets) <= 6


def test_hostile_words_stay_words(phone: BrowserContext, surveys: SurveyServer) -> None:
    page = phone.new_page()
    complaints = Complaints(page)
    for text in CORPUS[::EVERY]:
        address = surveys.invited("short")
        page.goto(address)
        page.locator("input[name=Q1]").last.check()
        page.get_by_label("góp ý").fill(text)
        page.get_by_role("button", name="Gửi").click()
        page.goto(address)
        expect(page.get_by_label("góp ý")).to_have_value(text.replace("\r\n", "\n").strip())
    assert complaints.heard == []


def test_an_officer_enters_a_form_and_prints_slips(browser: Browser, surveys: SurveyServer) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints = Complaints(page)
    sign_in(page, surveys, "lan")  # type: ignore[arg-type]
    number = surveys.do(
        surveys.world.invited(
            way=Way.CALL, state=InvitationState.WAITING, sent_at=None, expires_at=utc_now() + DAY
        )
    )
    code = CODE.format(surveys.do(surveys.world.invitation(number)).subject_id)
    page.goto(f"{surveys.address}/staff/surveys/call")
    assert grave(page) == []
    page.goto(f"{surveys.address}/staff/surveys/slips")
    page.get_by_label("Mã hồ sơ").fill(code)
    page.get_by_role("button", name="Lập phiếu").click()
    expect(page.locator("svg.qr")).to_be_visible()
    assert grave(page) == []
    page.goto(f"{surveys.address}/staff/surveys/counter?code={code}")
    assert grave(page) == []
    page.locator("input[name=Q1]").first.check()
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_role("status")).to_contain_text("Không ai xem lại được")
    page.goto(f"{surveys.address}/staff/surveys/counter?code={code}")
    expect(page.get_by_role("alert")).to_contain_text("đã có câu trả lời")
    context.close()
    assert complaints.heard == []
