"""The two questions of the first page of the README, in a real browser before the really running program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.running_program import ROOT, RunningProgram

PICTURE = ROOT / "docs" / "chat.png"
LARGEST_PICTURE = 200 * 1024
ANSWER_MS = 30_000


@pytest.fixture(scope="module")
def program(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProgram]:
    running = RunningProgram(tmp_path_factory.mktemp("program"))
    yield running
    assert running.stop() == 0, running.output.read_text()[-3000:]


def ask(page: Page, text: str) -> str:
    """Types the question and gives the text of all that is answered."""
    before = page.locator("#log .turn--assistant").count()
    page.locator("#message").press_sequentially(text)
    page.keyboard.press("Enter")
    expect(page.locator("#log .turn--assistant").nth(before)).to_be_visible(timeout=ANSWER_MS)
    page.wait_for_timeout(500)  # all the bubbles of one answer come together, over the same stream
    return "\n".join(page.locator("#log .turn--assistant").all_inner_texts()[before:])


@pytest.mark.timeout(400)
def test_papers_then_the_fee_of_the_same_procedure(
    program: RunningProgram, phone: BrowserContext, tmp_path: Path
) -> None:
    page = phone.new_page()
    page.goto(program.address() + "/")

    papers = ask(page, "lam so do lan dau can giay to gi")
    assert "Đơn đăng ký đất đai" in papers
    assert "bản chính" in papers
    assert "Căn cứ:" in papers
    assert "kiểm tra ngày" in papers

    fee = ask(page, "phí bao nhiêu")
    assert "đồng" in fee or "phí" in fee
    assert "Căn cứ:" in fee
    assert "sổ đỏ" in fee.lower()  # still about the procedure of the first question
    take_picture(page, tmp_path / "chat.png")


def take_picture(page: Page, path: Path) -> None:
    """Both questions and their answers; kept for the README where it has none (delete it to renew it)."""
    page.evaluate("document.activeElement.blur()")
    page.set_viewport_size({"width": 520, "height": 1280})
    page.locator(".bubble--citizen").first.evaluate(
        "element => { document.querySelector('#scroller').scrollTop = element.parentElement.offsetTop - 16 }"
    )
    picture = page.screenshot(path=path)
    assert len(picture) <= LARGEST_PICTURE
    if not PICTURE.exists():
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(picture)
