"""The officers' queue with 500 tickets and with 50,000, page by page over HTTP."""

import asyncio
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from bench.hotline.queue import ADDRESSES, NOW, TICKETS, fill
from bench.load.growth import Growth
from bench.load.points import WINDOWS, Spread
from bench.load.system import database
from bot.progress import say
from bot.storage.database import Database
from tests.integration.hotline_http.place import running_place
from tests.integration.staff.people import Browser

SMALL = 500
# Page 200 is beyond 500 tickets.
VIEWS = {view: address for view, address in ADDRESSES.items() if "page=" not in address}
PAGES_A_WINDOW = 4


def measure(kind: str, full: bool, large: int = TICKETS) -> list[Growth]:
    """Every view of the queue on that database."""
    del full
    small, many = (_sized(kind, size) for size in (SMALL, large))
    sizes = f"{SMALL:,} tickets", f"{large:,} tickets"
    return [Growth(f"queue: {view}", kind, *sizes, small[view], many[view]) for view in VIEWS]


def _sized(kind: str, tickets: int) -> Mapping[str, Spread]:
    with tempfile.TemporaryDirectory(prefix="chidan-load-") as folder, database(kind, Path(folder)) as url:
        return asyncio.run(_pages(url, kind, tickets, Path(folder)))


async def _pages(url: str, kind: str, tickets: int, folder: Path) -> Mapping[str, Spread]:
    db = Database(url)
    await fill(db, tickets)
    async with running_place(db, lambda: NOW, folder) as place:
        officer = await place.officer("hotline")
        found = {view: await _timed(officer, address) for view, address in VIEWS.items()}
    await db.close()
    say(f"  {kind}, {tickets:,} tickets: slowest page {max(one.median for one in found.values()):.0f} ms")
    return found


async def _timed(officer: Browser, address: str) -> Spread:
    windows = [median([await _page(officer, address) for _ in range(PAGES_A_WINDOW)]) for _ in range(WINDOWS)]
    return Spread(median(windows), min(windows), max(windows))


async def _page(officer: Browser, address: str) -> float:
    began = time.perf_counter()
    answer = await officer.get(f"/staff/queue?{address}")
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return (time.perf_counter() - began) * 1000
