"""Notices go out by day."""

from datetime import UTC, datetime

import pytest

from bot.dossiers.hours import VIETNAM, due_at, may_be_posted, today


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("seen", "due"),
    [
        (local(25, 6, 59), local(25, 7)),
        (local(25, 7), local(25, 7)),
        (local(25, 19, 59), local(25, 19, 59)),
        (local(25, 20), local(26, 7)),
        (local(25, 23, 59), local(26, 7)),
        (local(26, 0), local(26, 7)),
        (local(30, 22), datetime(2026, 12, 1, 7, tzinfo=VIETNAM)),
    ],
)
def test_what_changes_at_night_is_due_in_the_morning(seen: datetime, due: datetime) -> None:
    assert due_at(seen) == due_at(seen.astimezone(UTC)) == due
    assert due_at(seen).tzinfo is UTC


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        (local(25, 6, 59), False),
        (local(25, 7), True),
        (local(25, 19, 49), True),
        # Ten minutes of new attempts would reach into the night.
        (local(25, 19, 50), False),
        (local(25, 20), False),
        (local(26, 0), False),
    ],
)
def test_none_is_posted_that_may_arrive_at_night(now: datetime, allowed: bool) -> None:
    assert may_be_posted(now) is may_be_posted(now.astimezone(UTC)) is allowed


def test_the_day_is_the_one_in_vietnam() -> None:
    assert today(datetime(2026, 11, 25, 17, tzinfo=UTC)).day == 26
