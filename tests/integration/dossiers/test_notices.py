"""Followers hear of each change once, in its order, by day, on their channel, as long as they want to."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

import pytest

from bot.conversation.channel_events import ChannelEvents
from bot.conversation.delivery import PermanentFailure
from bot.conversation.model import Contact
from bot.conversation.outbox import OutboxMessage
from bot.conversation.proactive import lost, post
from bot.conversation.replies import Reply
from bot.conversation.sender import Sender
from bot.dossiers.hours import VIETNAM
from bot.dossiers.model import DossierNotice
from bot.dossiers.notices import to_call
from bot.dossiers.notifier import Notifier
from bot.dossiers.state import Status
from bot.dossiers.view import View
from bot.storage.database import Database
from tests.fakes.channel import FakeChannel
from tests.integration.dossiers.people import (
    CALENDAR,
    CODE,
    MINUTE,
    NOW,
    UNKNOWN_CODE,
    all_of,
    follower,
    state,
    take,
    unfollow,
)

MORNING = datetime(2026, 11, 26, 7, 0, tzinfo=VIETNAM)
NIGHT = datetime(2026, 11, 25, 21, 0, tzinfo=VIETNAM)


def words(view: View) -> Sequence[Reply]:
    """From which one sees what a template would be given."""
    assert view.details is not None
    return [Reply(f"{view.code[-4:]} {view.status}: {', '.join(view.details.missing)}")]


class Clock:
    """Shows what the test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Desk:
    """The notifier and the sender over one channel, with a clock of their own."""

    def __init__(self, db: Database, render: Callable[[View], Sequence[Reply]] = words) -> None:
        self.db = db
        self.clock = Clock(NOW)
        self.channel = FakeChannel()
        channels = {"fake": self.channel}

        self.notifier = Notifier(db, render, partial(post, channels=channels), CALENDAR, self.clock)
        self.sender = Sender(db, channels, self.clock)

    async def deliver(self, now: datetime | None = None) -> list[str]:
        """What arrives from that moment on, until nothing more does."""
        self.clock.now = now or self.clock.now
        while await self.notifier.work():
            pass
        before = len(self.channel.sent)
        running = asyncio.create_task(self.sender.run())
        await self._until_quiet()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return [text for _, text in self.channel.sent[before:]]

    async def _until_quiet(self) -> None:
        async with asyncio.timeout(20):
            while True:
                async with self.db.reading() as session:
                    rows: list[OutboxMessage] = await all_of(session, OutboxMessage)
                if all(row.state not in ("created", "sending") for row in rows):
                    return
                await asyncio.sleep(0.05)

    async def states(self) -> list[tuple[str, str | None]]:
        """How far each notice has come."""
        async with self.db.reading() as session:
            return [(one.state, one.reason) for one in await all_of(session, DossierNotice)]

    async def calls(self) -> list[tuple[str, str, str]]:
        """Whom officers have to call."""
        async with self.db.reading() as session:
            found = await to_call(session, lost, NOW - timedelta(days=1))
        return [(one.code, one.status, one.reason) for one in found]


async def change(db: Database, status: Status, at: datetime, code: str = CODE, **more: object) -> None:
    """The dossier comes to another status, and is seen at once."""
    await take(db, state(code, status, changed_at=at, **more), now=at)


async def test_a_change_is_told_once_and_at_once_by_day(db: Database) -> None:
    await take(db, state())
    desk, _ = Desk(db), await follower(db)
    await change(db, Status.SUPPLEMENT_ASKED, NOW + MINUTE)
    await change(db, Status.SUPPLEMENT_ASKED, NOW + MINUTE)
    assert await desk.deliver(NOW + MINUTE) == ["0012 supplement_asked: Hợp đồng công chứng"]
    assert await desk.deliver() == []
    assert await desk.states() == [("posted", None)]
    assert await desk.calls() == []


async def test_changes_at_night_are_told_in_the_morning_one_by_one(db: Database) -> None:
    await take(db, state())
    desk, _ = Desk(db), await follower(db)
    await change(db, Status.SUPPLEMENT_ASKED, NIGHT)
    await change(db, Status.IN_PROGRESS, NIGHT + 5 * MINUTE, missing=())
    await change(db, Status.FINISHED, NIGHT + 9 * MINUTE, missing=())
    assert await desk.deliver(NIGHT + 10 * MINUTE) == []
    assert await desk.deliver(MORNING - MINUTE) == []
    told = ["0012 supplement_asked: ", "0012 in_progress: ", "0012 finished: "]
    assert await desk.deliver(MORNING) == told


async def test_what_was_due_by_day_and_found_at_night_waits_for_the_morning(db: Database) -> None:
    await take(db, state())
    desk, _ = Desk(db), await follower(db)
    await change(db, Status.FINISHED, NOW + MINUTE)
    assert await desk.deliver(NIGHT) == []
    assert len(await desk.deliver(MORNING)) == 1


async def test_what_is_unfollowed_meanwhile_is_dropped(db: Database) -> None:
    await take(db, state())
    desk, person = Desk(db), await follower(db)
    await change(db, Status.FINISHED, NIGHT)
    await unfollow(db, person, NIGHT + MINUTE)
    assert await desk.deliver(MORNING) == []
    assert await desk.states() == [("dropped", "unfollowed")]
    assert await desk.calls() == []


async def test_who_has_left_or_whose_channel_is_off_is_to_be_called(db: Database) -> None:
    await take(db, state(), state(UNKNOWN_CODE))
    desk, _, _ = Desk(db), await follower(db), await follower(db, code=UNKNOWN_CODE, channel="off")
    async with db.reading() as session:
        first, *_ = await all_of(session, Contact)
    await ChannelEvents(db, desk.clock).person_left("fake", first.contact_key)
    await change(db, Status.FINISHED, NOW + MINUTE)
    await change(db, Status.STOPPED, NOW + MINUTE, UNKNOWN_CODE)
    assert await desk.deliver(NOW + 2 * MINUTE) == []
    assert sorted(await desk.calls()) == [
        (CODE, "finished", "unreachable"),
        (UNKNOWN_CODE, "stopped", "unreachable"),
    ]


async def test_what_the_channel_refuses_is_to_be_called(db: Database) -> None:
    await take(db, state(missing=()))
    desk, _ = Desk(db), await follower(db)
    desk.channel.failures["0012 finished: "] = PermanentFailure("window_closed")
    await change(db, Status.FINISHED, NOW + MINUTE, missing=())
    assert await desk.deliver(NOW + MINUTE) == []
    assert await desk.calls() == [(CODE, "finished", "window_closed")]


async def test_a_mistake_in_the_words_holds_nobody_up(db: Database, caplog: pytest.LogCaptureFixture) -> None:
    await take(db, state(), state(UNKNOWN_CODE))
    await follower(db)
    await follower(db, code=UNKNOWN_CODE)

    def stumbling(view: View) -> Sequence[Reply]:
        if view.code == CODE:
            raise ValueError("Nguyễn Thị Bưởi")
        return words(view)

    desk = Desk(db, render=stumbling)
    await change(db, Status.FINISHED, NOW + MINUTE)
    await change(db, Status.FINISHED, NOW + MINUTE, UNKNOWN_CODE)
    with caplog.at_level(logging.ERROR):
        assert len(await desk.deliver(NOW + MINUTE)) == 1
    assert await desk.calls() == [(CODE, "finished", "broken")]
    assert "no words for it (ValueError)" in caplog.text
    assert "Bưởi" not in caplog.text


async def test_notifiers_side_by_side_tell_nothing_twice(db: Database) -> None:
    codes = [f"H58.15-261102-{number:04}" for number in range(5)]
    await take(db, *(state(code) for code in codes))
    people = [await follower(db, code=code) for code in codes]
    for minutes, status in enumerate((Status.SUPPLEMENT_ASKED, Status.IN_PROGRESS, Status.FINISHED), 1):
        await take(db, *(state(code, status, changed_at=NOW + minutes * MINUTE) for code in codes))
    first, second = Desk(db), Desk(db)
    for _ in range(len(people)):
        await asyncio.gather(*(one.notifier.work() for one in (first, second, first, second)))
    told = await first.deliver(NOW + 4 * MINUTE)
    assert sorted(told) == sorted(set(told))
    assert [text.split()[1] for text in told if text.startswith("0003")] == [
        "supplement_asked:",
        "in_progress:",
        "finished:",
    ]
    assert len(told) == 15
