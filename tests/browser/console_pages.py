"""Browsers in which officers work, and what no page of theirs may ever do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from playwright.sync_api import Browser, Dialog, Page, ViewportSize

from tests.integration.staff.people import PASSWORD

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


class Addressed(Protocol):
    """A server that a browser can find."""

    @property
    def address(self) -> str:
        """Where it listens."""
        ...


class Complaints:
    """Everything of a page that must not happen: dialogs, errors of scripts, what the policy blocked."""

    def __init__(self, page: Page) -> None:
        """Listens from now on."""
        self.heard: list[str] = []
        page.on("dialog", self._dismiss)
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("console", self._hear)

    def _dismiss(self, dialog: Dialog) -> None:
        self.heard.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _hear(self, message: Any) -> None:
        if "Content Security" in message.text or "Refused to" in message.text:
            self.heard.append(message.text)


@contextmanager
def officer_page(browser: Browser, server: Addressed, login: str = "lan", **options: Any) -> Iterator[Page]:
    """A page in which that officer is signed in; it complains of nothing until the end."""
    context = browser.new_context(viewport=options.pop("viewport", DESK), locale="vi-VN", **options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    complaints = Complaints(page)
    sign_in(page, server, login)
    yield page
    context.close()
    assert complaints.heard == []


def sign_in(page: Page, server: Addressed, login: str) -> None:
    """Through the sign-in page, as people do."""
    page.goto(server.address + "/staff/sign-in")
    page.get_by_label("Tên đăng nhập").fill(login)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def open_act(page: Page, title: str) -> None:
    """Unfolds one of the forms of a ticket."""
    summary = page.locator(".acts > details > summary").filter(has_text=title)
    if summary.locator("xpath=..").get_attribute("open") is None:
        summary.click()


def send(page: Page, form: str) -> None:
    """Presses the form's own button."""
    page.locator(f"#{form} button.action").click()
