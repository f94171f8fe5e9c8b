"""Every page under /staff, with something on it: for everybody, at a desk, on a phone, without a mouse."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.console_data import filled
from tests.browser.console_pages import DESK, PHONE, officer_page
from tests.browser.program_server import ProgramServer

WORDS = ("Nước thải chảy ra kênh, bà con kêu", "Cán bộ hẹn nhiều lần", "Xe chở đá rơi vãi")
TALK = "{talk}"
# Each page by its route: who may see it, and addresses at which it has something to show.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "/staff/sign-in": ("", ("/staff/sign-in", "/staff/sign-in?done=signed_out")),
    "/staff/account": ("lan", ("/staff/account",)),
    "/staff/queue": ("lan", ("/staff/queue", "/staff/queue?state=all&q=khong-co")),
    "/staff/tickets/{ticket}": ("lan", ("/staff/tickets/1",)),
    "/staff/tickets/{ticket}/print": ("lan", ("/staff/tickets/1/print",)),
    "/staff/tickets/new": ("lan", ("/staff/tickets/new", "/staff/tickets/new?track=pollution")),
    "/staff/live": ("lan", ("/staff/live",)),
    "/staff/live/{id}": ("lan", (f"/staff/live/{TALK}",)),
    "/staff/undelivered": ("lan", ("/staff/undelivered",)),
    "/staff/review": ("lan", ("/staff/review",)),
    "/staff/exports": ("tuan", ("/staff/exports", "/staff/exports/register.csv?from=31-02")),
    "/staff/sealed": ("thanh", ("/staff/sealed",)),
    "/staff/sealed/{report}": ("thanh", ("/staff/sealed/1",)),
    "/staff/audit": ("thanh", ("/staff/audit", "/staff/audit?object=khong-co")),
    "/staff/officers": ("quang", ("/staff/officers",)),
    "/staff/switches": ("quang", ("/staff/switches",)),
}
# Under the same paths, but nothing that a browser shows as a page of its own.
NO_PAGES = {
    "/staff": "leads on",
    "/staff/changes": "a stream",
    "/staff/live/{id}/lines": "a piece of a page",
    "/staff/tickets/{ticket}/files/{file}": "a download",
    "/staff/sealed/{report}/files/{key}": "a download",
    "/staff/review/labelled.yml": "a download",
    "/staff/exports/queue.{kind}": "a download",
    "/staff/exports/register.{kind}": "a download; its page for a wrong day is above",
}
CHECKS = [(login, path) for login, paths in PAGES.values() for path in paths]
GRAVE = {"serious", "critical"}
MOST_TABS = 400
# What the keys must reach: all that is seen and can be used. Of a group of choices one is enough.
REACHABLE = "a[href], button, summary, select, textarea, input:not([type=hidden]):not([type=radio])"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProgramServer]:
    running = ProgramServer(tmp_path_factory.mktemp("pages"))
    running.start()
    yield running
    running.close()


@pytest.fixture(scope="module")
def talk(server: ProgramServer) -> int:
    """Everything has something to show; the number of the live conversation."""
    return server.do(filled(server.program, WORDS))


@pytest.fixture(scope="module")
def signed_in(browser: Browser, server: ProgramServer) -> Iterator[dict[str, Page]]:
    """A page for each officer, signed in once; a stranger's under no name."""
    context = browser.new_context(locale="vi-VN")
    pages = {"": context.new_page()}
    held = []
    for login in sorted({login for login, _ in CHECKS} - {""}):
        held.append(officer_page(browser, server, login))
        pages[login] = held[-1].__enter__()
    yield pages
    for one in held:
        one.__exit__(None, None, None)
    context.close()


def show(page: Page, server: ProgramServer, path: str, talk: int) -> None:
    """The page, with everything unfolded."""
    answer = page.goto(server.address + path.replace(TALK, str(talk)))
    assert answer is not None
    assert answer.status in (200, 422), path
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


def test_no_page_is_left_out(server: ProgramServer) -> None:
    """Whoever adds a page adds it above, and with that to what follows here."""
    routes = server.program.http.app.router.routes()
    found = {
        route.resource.canonical for route in routes if route.method == "GET" and route.resource is not None
    }
    assert {path for path in found if path.startswith("/staff")} == {*PAGES, *NO_PAGES}


@pytest.mark.parametrize(("login", "path"), CHECKS, ids=lambda value: value or "-")
def test_nothing_grave_stands_in_the_way_of_anybody(
    signed_in: dict[str, Page], server: ProgramServer, talk: int, login: str, path: str
) -> None:
    page = signed_in[login]
    for scheme, size in (("light", DESK), ("dark", PHONE)):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        show(page, server, path, talk)
        found = Axe().run(page).response["violations"]
        assert [
            f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found if one["impact"] in GRAVE
        ] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize(("login", "path"), CHECKS, ids=lambda value: value or "-")
def test_the_keys_reach_everything_in_its_order_and_one_sees_where_one_is(
    signed_in: dict[str, Page], server: ProgramServer, talk: int, login: str, path: str
) -> None:
    page = signed_in[login]
    page.set_viewport_size(DESK)
    show(page, server, path, talk)
    # From the very beginning, wherever the page has put the focus.
    page.evaluate(
        "document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')"
    )
    walked = [_step(page)]
    while walked[-1] is not None and len(walked) < MOST_TABS:
        walked.append(_step(page))
    assert walked[-1] is None, "the focus never left the page"
    assert [one for one in walked if one == "unseen"] == []
    missed = page.evaluate(
        """reachable => Array.from(document.querySelectorAll(reachable))
            .filter(one => one.checkVisibility({visibilityProperty: true}))
            .filter(one => !one.disabled && one.tabIndex >= 0)
            .filter(one => !("walked" in one.dataset)).map(one => one.outerHTML.slice(0, 120))""",
        REACHABLE,
    )
    assert missed == []
    places = page.evaluate(
        """() => Array.from(document.querySelectorAll("[data-walked]"))
            .map(one => Number(one.dataset.walked))"""
    )
    assert places == sorted(places), "the keys walk in another order than the eye"


def _step(page: Page) -> str | None:
    """One Tab further; None once it is out of the page, "unseen" where nothing shows that one is there."""
    page.keyboard.press("Tab")
    step: str | None = page.evaluate(
        """() => {
            const one = document.activeElement;
            if (!one || one === document.body || (one.dataset.walked === "1" && window.walked > 1)) {
                return null;
            }
            if (one.dataset.walked) {
                return "within"; // day, month and year of a date are the browser's own
            }
            window.walked = (window.walked || 0) + 1;
            one.dataset.walked = String(window.walked);
            const style = getComputedStyle(one);
            const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
            return seen ? "seen" : "unseen";
        }"""
    )
    return step
