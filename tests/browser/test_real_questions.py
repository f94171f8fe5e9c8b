"""The two questions of the first page of the README, in a real browser before the really running program."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.running_program import ROOT, RunningProgram

PICTURE = ROOT / "docs" / "chat.png"
LARGEST_PICTURE = 200 * 1024
ANSWER_MS = 30_000
SCREEN = {"width": 420, "height": 900}
GAP = 12


@pytest.fixture(scope="module")
def program(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProgram]:
    running = RunningProgram(tmp_path_factory.mktemp("program"))
    yield running
    assert running.stop() == 0, running.output.read_text()[-3000:]


@pytest.fixture
def page(browser: Browser, program: RunningProgram) -> Iterator[Page]:
    context = browser.new_context(viewport=SCREEN, locale="vi-VN")
    page = context.new_page()
    page.goto(program.address() + "/")
    yield page
    context.close()


def ask(page: Page, text: str) -> str:
    """Types the question and gives the text of all that is answered."""
    before = page.locator("#log .turn--assistant").count()
    page.locator("#message").press_sequentially(text)
    page.keyboard.press("Enter")
    expect(page.locator("#log .turn--assistant").nth(before)).to_be_visible(timeout=ANSWER_MS)
    page.wait_for_timeout(500)  # all the bubbles of one answer come together, over the same stream
    return "\n".join(page.locator("#log .turn--assistant").all_inner_texts()[before:])


@pytest.mark.timeout(400)
def test_papers_then_the_fee_of_the_same_procedure(page: Page, tmp_path: Path) -> None:
    papers = ask(page, "lam so do lan dau can giay to gi")
    papers_picture = page.screenshot()
    assert "Đơn đăng ký đất đai" in papers
    assert "bản chính" in papers
    assert "Căn cứ:" in papers
    assert "kiểm tra ngày" in papers

    fee = ask(page, "phí bao nhiêu")
    fee_picture = page.screenshot()
    assert "đồng" in fee or "phí" in fee
    assert "Căn cứ:" in fee
    assert "sổ đỏ" in fee.lower()  # still about the procedure of the first question

    keep_picture(page.context, [papers_picture, fee_picture], tmp_path / "chat.png")


@pytest.mark.timeout(400)
def test_a_session_that_the_server_refuses_is_replaced_and_the_question_answered(page: Page) -> None:
    ask(page, "xin chao")
    page.evaluate(
        """() => {
            const kept = JSON.parse(localStorage.getItem("chidan.session"));
            localStorage.setItem("chidan.session", JSON.stringify(Object.assign(kept, { token: "wrong" })));
        }"""
    )
    answer = ask(page, "<b>tach thua</b> nop o dau")
    assert "Dạ" in answer
    expect(page.locator(".note")).to_contain_text("đã hết hạn")
    expect(page.locator(".bubble--citizen .line").last).to_have_text("<b>tach thua</b> nop o dau")


@pytest.mark.timeout(400)
def test_the_card_of_a_procedure_opens_and_leads_back(page: Page) -> None:
    page.goto(page.url + "thu-tuc/1.013978")
    expect(page.get_by_role("heading", level=1)).to_contain_text("sổ đỏ")
    expect(page.locator(".checklist li").first).to_be_visible()
    expect(page.locator("svg.qr")).to_be_visible()
    page.get_by_role("link", name="Hỏi trợ lý tự động").click()
    expect(page.get_by_role("log")).to_be_visible()


def keep_picture(context: BrowserContext, pictures: list[bytes], path: Path) -> None:
    """Both screens side by side, for the README where it has no picture (delete it to renew it)."""
    page = context.new_page()  # an empty one: the chat page's security policy allows no such picture
    width, height = SCREEN["width"], SCREEN["height"]
    images = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(picture).decode()}" width="{width}">'
        for picture in pictures
    )
    page.set_viewport_size({"width": len(pictures) * (width + GAP) - GAP, "height": height})
    page.set_content(f'<body style="margin:0;display:flex;gap:{GAP}px;background:#fff">{images}')
    together = page.screenshot(path=path)
    assert len(together) <= LARGEST_PICTURE
    if not PICTURE.exists():
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(together)
