"""How long a page of the queue takes with 50,000 tickets: ``python -m bench.hotline.queue``.

On SQLite and, where its binaries are found, PostgreSQL; each view of the queue that officers use, many times:
the query alone, and the page over HTTP as an officer who is signed in gets it, rendered and all.
"""

import argparse
import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from bench.dossiers.databases import each_database
from bot.hotline.codes import Codes
from bot.hotline.model import Ticket
from bot.hotline.queue import QueueFilter, read_queue
from bot.hotline.states import OPEN, TicketState
from bot.language.fold import fold
from bot.progress import say
from bot.storage.database import Database
from tests.integration.hotline_http.place import running_place
from tests.integration.staff.people import Browser

TICKETS, ROUNDS = 50_000, 40
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
# Of ten tickets four are open; a department with more has other troubles than a slow page.
STATES = (*OPEN, *[TicketState.CLOSED] * 4, TicketState.ANSWERED, TicketState.WITHDRAWN)
_TEXT = "cán bộ bắt nộp thêm giấy nước thải mùi hôi xưởng gỗ bãi rác đất ruộng thửa sổ đỏ trễ hẹn"
WORDS = _TEXT.split(" ")
VIEWS: dict[str, tuple[QueueFilter, int]] = {
    "open, first page": (QueueFilter(), 1),
    "open, page 200": (QueueFilter(), 200),
    "all, first page": (QueueFilter(states=()), 1),
    "late": (QueueFilter(late=True), 1),
    "mine": (QueueFilter(owner_id=7), 1),
    "one level and track": (QueueFilter(level="L2", track="pollution"), 1),
    "words, open": (QueueFilter(search="nước thải xưởng"), 1),
    "words, all": (QueueFilter(states=(), search="nuoc thai xuong"), 1),
    "words that nobody wrote": (QueueFilter(states=(), search="voi rừng"), 1),
    "a code": (QueueFilter(states=(), search="pa-251003"), 1),
}

# The same views as a browser asks for them.
ADDRESSES = {
    "open, first page": "",
    "open, page 200": "page=200",
    "all, first page": "state=all",
    "late": "late=1",
    "mine": "mine=1",
    "one level and track": "level=L2&track=pollution",
    "words, open": "q=nước thải xưởng",
    "words, all": "state=all&q=nuoc thai xuong",
    "words that nobody wrote": "state=all&q=voi rừng",
    "a code": "state=all&q=pa-251003",
}


def rows(how_many: int) -> Iterator[dict[str, Any]]:
    """Tickets of a year, in words that real ones are made of."""
    chance, codes = random.Random(7), Codes("bench")
    for number in range(how_many):
        created = NOW - timedelta(minutes=chance.randrange(365 * 24 * 60))
        state = chance.choice(STATES)
        summary = " ".join(chance.choices(WORDS, k=40))
        yield {
            "code": f"{codes.new(created)[:10]}{number:06}",
            "pin_hash": "0" * 64,
            "form_id": f"form-{number}",
            "track": chance.choice(("question", "feedback_conduct", "pollution", "suggestion")),
            "state": state,
            "level": f"L{chance.randrange(1, 5)}",
            "unit": f"Phòng {chance.randrange(8)}",
            "owner_id": chance.randrange(60),
            "owner_name": "Lan",
            "respondent_unit": "",
            "priority": "normal",
            "anonymous": False,
            "summary": summary,
            "place": "",
            "commune": "Trấn Biên",
            "happened": "",
            "answers": {"what": summary},
            "channel": "web",
            "created_at": created,
            "updated_at": created,
            "reopened": 0,
            "due_at": created + timedelta(days=20) if state in OPEN else None,
            "search_text": fold(f"pa-{created:%y%m%d} {summary} trấn biên"),
            "version": 1,
        }


async def fill(db: Database, how_many: int) -> None:
    """Puts them in, without what officers did to them."""
    made = list(rows(how_many))
    for start in range(0, how_many, 1000):
        async with db.transaction() as session:
            await session.execute(insert(Ticket), made[start : start + 1000])


async def measure(name: str, url: str, how_many: int) -> None:
    """A line for each view."""
    db = Database(url)
    say(f"{name}: {how_many} tickets are put in …")
    await fill(db, how_many)
    with tempfile.TemporaryDirectory(prefix="chidan-bench-") as folder:
        async with running_place(db, lambda: NOW, Path(folder)) as place:
            officer = await place.officer("hotline")
            for view, (wanted, page) in VIEWS.items():
                query = [await _once(db, wanted, page) for _ in range(ROUNDS)]
                whole = [await _page(officer, ADDRESSES[view]) for _ in range(ROUNDS)]
                print(f"{name}, {view}: query {_told(query)}; page {_told(whole)}", flush=True)
    await db.close()


def _told(times: list[float]) -> str:
    ordered = sorted(times)
    p50, p95 = ordered[len(ordered) // 2], ordered[int(0.95 * len(ordered))]
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms"


async def _page(officer: Browser, address: str) -> float:
    started = time.perf_counter()
    answer = await officer.get(f"/staff/queue?{address}")
    took = (time.perf_counter() - started) * 1000
    if answer.status != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return took


async def _once(db: Database, wanted: QueueFilter, page: int) -> float:
    started = time.perf_counter()
    async with db.reading() as session:
        await read_queue(session, wanted, page, NOW)
    return (time.perf_counter() - started) * 1000


def main() -> None:
    """Prints the figures; progress goes to standard error."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tickets", type=int, default=TICKETS)
    wanted = parser.parse_args()
    for name, url in each_database():
        asyncio.run(measure(name, url, wanted.tickets))


if __name__ == "__main__":
    main()
