"""How long until one officer sees what another did: ``python -m bench.hotline.live``.

Two pages in a real browser before a running console: one officer replies, and the time runs until the words
stand on the other's page, through the store, the stream and the browser. The same for the queue and a new
ticket that comes in from outside.
"""

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bot.progress import say
from tests.browser.conftest import CHROMIUM_FLAGS
from tests.browser.console_pages import officer_page, send
from tests.browser.console_server import ConsoleServer

ROUNDS = 20


def times_of(rounds: int, once: Callable[[int], float]) -> str:
    """The median, the 95th of a hundred, and the longest."""
    times = sorted(once(number) for number in range(rounds))
    p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
    return f"p50 {times[len(times) // 2]:.0f} ms, p95 {p95:.0f} ms, longest {times[-1]:.0f} ms"


def measure(browser: Browser, server: ConsoleServer, rounds: int) -> None:
    """A line for a reply on a ticket that two have open, and one for a ticket that comes into the queue."""
    ticket = server.opened(conversation_id=server.do(server.world.citizen()))
    address = f"{server.address}/staff/tickets/{ticket.id}"
    with officer_page(browser, server, "lan") as lan, officer_page(browser, server, "minh") as minh:
        for page in (lan, minh):
            page.goto(address)
        minh.wait_for_timeout(1000)  # until it listens
        print("a reply, on another officer's page:", times_of(rounds, lambda one: _reply(lan, minh, one)))
        minh.goto(server.address + "/staff/queue")
        minh.wait_for_timeout(1000)
        print("a new ticket, in the queue:", times_of(rounds, lambda one: _arrival(server, minh, one)))


def _reply(lan: Page, minh: Page, number: int) -> float:
    words = f"Lời thứ {number} của Lan"
    lan.locator("#reply-text").fill(words)
    began = time.perf_counter()
    send(lan, "reply")
    minh.locator("#live .history").get_by_text(words, exact=True).wait_for()
    took = (time.perf_counter() - began) * 1000
    lan.get_by_role("status").filter(has_text="Đã ghi câu trả lời").wait_for()
    return took


def _arrival(server: ConsoleServer, minh: Page, number: int) -> float:
    words = f"Phiếu thứ {number} vừa tới"
    began = time.perf_counter()
    server.opened(answers={"what": words})
    minh.get_by_role("link", name=words).wait_for()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Prints the figures; needs a Chromium."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    wanted = parser.parse_args()
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        say("no Chromium here (Debian: apt-get install chromium): nothing is measured")
        return
    with tempfile.TemporaryDirectory(prefix="chidan-bench-") as folder, sync_playwright() as playwright:
        server = ConsoleServer(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        measure(browser, server, wanted.rounds)
        browser.close()
        server.close()


if __name__ == "__main__":
    main()
