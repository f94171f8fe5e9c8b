"""Open pages hear of changes: their own process's at once, others' within a second, with one look for all."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import pytest

from bot.hotline.changes import LOOK_EVERY_SECONDS, Changes
from bot.storage.errors import StorageUnavailable
from bot.storage.news import News
from tests.integration.hotline_http.place import Place
from tests.integration.staff.people import NOW, Browser, HandClock
from tests.machine import slowness

pytestmark = pytest.mark.alone

ONE_SECOND = 1.0


@asynccontextmanager
async def running(changes: Changes) -> AsyncIterator[None]:
    """The looks, for as long as the block runs."""
    task = asyncio.create_task(changes.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


@asynccontextmanager
async def stream(browser: Browser, since: datetime = NOW) -> AsyncIterator[Any]:
    """An open page's stream."""
    async with browser.client.get("/staff/changes", params={"since": since.isoformat()}) as response:
        assert response.status == 200
        assert response.content_type == "text/event-stream"
        yield response


async def next_ids(response: Any) -> list[int]:
    """The tickets of the next event."""
    async with asyncio.timeout(5):
        while True:
            line = (await response.content.readline()).decode()
            if line.startswith("data: "):
                return list(json.loads(line[6:])["tickets"])


async def quiet(response: Any) -> None:
    """Reads until the stream has told what was missed: nothing."""
    async with asyncio.timeout(5):
        while b"still here" not in await response.content.readline():
            pass


async def test_what_an_officer_does_is_seen_by_another_at_once(place: Place) -> None:
    lan = await place.officer("hotline")
    minh = await place.officer("specialist", login="minh")
    ticket, _ = await place.opened()
    async with stream(lan, since=place.tickets.clock()) as heard:
        await quiet(heard)
        form = {"text": "Tôi xem", "version": str(ticket.version)}
        answer = asyncio.create_task(minh.post(f"/staff/tickets/{ticket.id}/reply", form))
        assert await next_ids(heard) == [ticket.id]
        assert (await answer).status == 303


async def test_what_another_process_does_is_seen_within_a_second(place: Place, clock: HandClock) -> None:
    lan = await place.officer("hotline")
    first, opened = await place.opened()
    async with running(place.tickets.changes), stream(lan, since=clock()) as heard:
        await quiet(heard)
        # By the desk itself: nobody announces anything here.
        began = time.monotonic()
        assert first.conversation_id is not None
        await place.tickets.desk.add(opened.code, first.conversation_id, "Nói thêm", clock())
        assert await next_ids(heard) == [first.id]
        assert time.monotonic() - began < ONE_SECOND + 0.3 * slowness()


async def test_what_happened_while_the_page_was_made_is_told_first(place: Place, clock: HandClock) -> None:
    lan = await place.officer("hotline")
    made = clock()
    clock.now = made.replace(second=1)
    ticket, _ = await place.opened()
    async with stream(lan, since=made) as heard:
        assert await next_ids(heard) == [ticket.id]


async def test_who_may_not_see_the_queue_hears_nothing(place: Place) -> None:
    admin = await place.officer("administrator")
    stranger = await place.console.browser()
    events = {"Accept": "text/event-stream"}
    assert (await admin.get("/staff/changes", **events)).status in (401, 403)
    assert (await stranger.get("/staff/changes", **events)).status == 401


@pytest.mark.parametrize("since", ["", "x", "2026-11-27", "0001-01-01T00:00:00", "9999-12-31T23:59:59+00:00"])
async def test_nonsense_for_a_moment_is_now(place: Place, since: str) -> None:
    lan = await place.officer("hotline")
    async with lan.client.get("/staff/changes", params={"since": since}) as response:
        assert response.status == 200


async def test_streams_end_when_the_program_does(place: Place) -> None:
    lan = await place.officer("hotline")
    async with stream(lan) as heard:
        await quiet(heard)
        place.tickets.changes.close()
        async with asyncio.timeout(5):
            await heard.content.read()


class Looker:
    """Counts the looks of a process; fails where it is told to."""

    def __init__(self) -> None:
        self.looks = 0
        self.failures = 0
        self.tickets: set[tuple[int, int]] = {(1, 1)}

    async def __call__(self, _since: datetime) -> Collection[tuple[int, int]]:
        self.looks += 1
        if self.failures:
            self.failures -= 1
            raise StorageUnavailable("locked")
        return set(self.tickets)


async def test_a_hundred_pages_cost_one_look_a_second_and_none_costs_none() -> None:
    look = Looker()
    changes = Changes(look, HandClock(), News("sqlite:///x"))
    async with running(changes):
        await asyncio.sleep(2 * LOOK_EVERY_SECONDS)
        assert look.looks == 0
        watches = [changes.watch() for _ in range(100)]
        watchers = [watch.__enter__() for watch in watches]
        await asyncio.sleep(2.5 * LOOK_EVERY_SECONDS)
        assert 2 <= look.looks <= 4
        look.tickets = {(1, 2), (7, 1)}
        heard = await asyncio.gather(*(watcher.take(2) for watcher in watchers))
        assert set(heard) == {frozenset({1, 7})}
        for watch in watches:
            watch.__exit__(None, None, None)


async def test_a_database_in_trouble_is_looked_at_again() -> None:
    look = Looker()
    changes = Changes(look, HandClock(), News("sqlite:///x"))
    with changes.watch() as watcher:
        async with running(changes):
            await asyncio.sleep(LOOK_EVERY_SECONDS / 2)
            look.failures = 1
            look.tickets = {(1, 2)}
            assert await watcher.take(4) == {1}
