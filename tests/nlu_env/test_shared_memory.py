"""Workers that share their memory of conversations: in a file, or in the PostgreSQL that MEMORY_URL names."""

import asyncio
import json
import multiprocessing
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet

from bot.nlu.tracker_rows import PostgresqlRows, Rows, opened
from bot.nlu.tracker_store import RecentTrackerStore
from tests.nlu_env.test_tracker_store import DOMAIN, talk

DAY = 24 * 3600.0
NEWER_DOMAIN = Domain.from_yaml(
    """
    intents: [ask_fee]
    slots:
      parcel: {type: text, influence_conversation: false, mappings: [{type: custom}]}
    actions: [action_answer_procedure]
    """
)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    address = os.environ.get("MEMORY_URL", f"sqlite:///{tmp_path / 'memory' / 'trackers.db'}")
    yield address
    rows = opened(address)
    rows.forget(time.time() + DAY, 0)
    rows.close()


def test_the_next_turn_may_be_another_workers(url: str) -> None:
    workers = [RecentTrackerStore(DOMAIN, host=url) for _ in range(2)]
    for turn in range(6):
        tracker = talk(workers[turn % 2], "citizen", turns=1)
    assert tracker.get_slot("procedure") == "1.013831"
    assert len([event for event in tracker.events if event.type_name == "user"]) == 6
    assert list(asyncio.run(workers[1].keys())) == ["citizen"]
    for worker in workers:
        worker.close()


def test_what_was_saved_longer_ago_than_a_day_is_neither_shown_nor_kept(url: str) -> None:
    store, rows = RecentTrackerStore(DOMAIN, host=url), opened(url)
    talk(store, "citizen", turns=1)
    kept = rows.read("citizen", 0.0)
    assert kept is not None
    rows.write("citizen", time.time() - DAY - 60, kept)
    assert asyncio.run(store.retrieve("citizen")) is None
    assert list(rows.keys()) == ["citizen"]
    RecentTrackerStore(DOMAIN, host=url).close()
    assert list(rows.keys()) == []
    store.close()
    rows.close()


def test_a_quiet_day_is_no_reason_to_keep(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store, rows = RecentTrackerStore(DOMAIN, host=url), opened(url)
    rows.write("old", time.time() - 2 * DAY, "[]")
    talk(store, "citizen", turns=1)
    assert sorted(rows.keys()) == ["citizen", "old"], "not looked for at each save"
    later = time.monotonic() + 601
    monkeypatch.setattr("bot.nlu.tracker_store.time.monotonic", lambda: later)
    talk(store, "citizen", turns=1)
    assert list(rows.keys()) == ["citizen"]
    store.close()
    rows.close()


def test_a_model_with_other_slots_and_events_goes_on_with_the_rest(url: str) -> None:
    old = RecentTrackerStore(DOMAIN, host=url)
    talk(old, "citizen", turns=2)
    rows = opened(url)
    events = json.loads(rows.read("citizen", 0.0) or "")
    rows.write(
        "citizen", time.time(), json.dumps([*events, {"event": "of_a_later_version", "timestamp": 1.0}])
    )
    new = RecentTrackerStore(NEWER_DOMAIN, host=url)
    tracker = asyncio.run(new.retrieve("citizen"))
    assert "procedure" not in tracker.slots
    assert tracker.latest_message.text == "câu 1"
    tracker.update(SlotSet("parcel", "12"))
    asyncio.run(new.save(tracker))
    assert asyncio.run(old.retrieve("citizen")).latest_message.text == "câu 1", "and the way back"
    for one in (old, new, rows):
        one.close()


def write_many(url: str, name: str) -> None:
    rows = opened(url)
    for number in range(200):
        rows.write(f"{name}-{number % 20}", time.time(), json.dumps([name, number]))
    rows.close()


def test_workers_that_start_and_write_at_once_lose_nothing(url: str) -> None:
    forked = multiprocessing.get_context("fork")
    writers = [forked.Process(target=write_many, args=(url, f"w{number}")) for number in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    rows = opened(url)
    assert len(list(rows.keys())) == 80
    assert json.loads(rows.read("w3-19", 0.0) or "") == ["w3", 199]
    rows.close()


def test_a_lost_connection_is_made_anew(url: str) -> None:
    rows = opened(url)
    if not isinstance(rows, PostgresqlRows):
        rows.close()
        pytest.skip("a file has none")
    rows.write("citizen", time.time(), "[]")
    cut_off(url)
    assert rows.read("citizen", 0.0) == "[]"
    cut_off(url)
    rows.write("citizen", time.time(), "[1]")
    assert rows.read("citizen", 0.0) == "[1]"
    rows.close()


def cut_off(url: str) -> None:
    import psycopg2

    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'chidan-rasa'"
        )


def test_what_cannot_be_kept_is_kept_nowhere(url: str, caplog: pytest.LogCaptureFixture) -> None:
    store = RecentTrackerStore(DOMAIN, host=url)
    talk(store, "citizen", turns=1)
    tracker = asyncio.run(store.retrieve("citizen"))
    store._rows.close()
    store._rows.write = broken  # type: ignore[method-assign]
    asyncio.run(FailSafeTrackerStore(store).save(tracker))
    assert "could not be kept: OperationalError" in caplog.text
    assert "câu" not in caplog.text


def broken(*_: object) -> None:
    raise sqlite3.OperationalError("câu 0")


def test_reading_and_writing_cost_little_of_a_turn(url: str) -> None:
    assert seconds_for(opened(url)) < 0.02


def seconds_for(rows: Rows) -> float:
    """The middle of a hundred pairs of a read and a write of forty events."""
    events, times = json.dumps(["x" * 300] * 40), []
    for number in range(100):
        began = time.perf_counter()
        rows.read(f"citizen {number}", 0.0)
        rows.write(f"citizen {number}", time.time(), events)
        times.append(time.perf_counter() - began)
    rows.close()
    return sorted(times)[50]
