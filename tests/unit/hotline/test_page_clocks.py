"""How far off a promise is, as officers read it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.calendar.work_calendar import load_calendar
from bot.hotline.page_clocks import Distance, Tone, clock_lines, distance, moment, tone_of
from bot.hotline.promise import TicketPromise

CALENDAR = load_calendar()
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def at(text: str) -> datetime:
    """A moment in Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("now", "due", "expected"),
    [
        # Friday to the Monday after: one working day, however many days lie between.
        ("2026-11-27T10:00", "2026-11-30T23:59:59", Distance(late=False, days=1)),
        ("2026-11-27T10:00", "2026-12-18T23:59:59", Distance(late=False, days=15)),
        # 24 November is a day off; the 23rd and the 25th are worked.
        ("2026-11-23T10:00", "2026-11-25T23:59:59", Distance(late=False, days=1)),
        # Near ones in hours, even over midnight.
        ("2026-11-27T10:00", "2026-11-27T10:05", Distance(late=False, minutes=5)),
        ("2026-11-27T20:00", "2026-11-28T19:30", Distance(late=False, hours=23, minutes=30)),
        # Late ones likewise.
        ("2026-11-27T10:00", "2026-11-27T08:30", Distance(late=True, hours=1, minutes=30)),
        ("2026-12-02T10:00", "2026-11-27T23:59:59", Distance(late=True, days=3)),
        # Over a weekend no working day passes: hours tell it.
        ("2026-11-29T12:00", "2026-11-27T23:59:59", Distance(late=True, hours=36)),
        ("2026-11-27T10:00", "2026-11-27T10:00", Distance(late=False)),
    ],
)
def test_the_distance_is_told_in_working_days_and_near_by_in_hours(
    now: str, due: str, expected: Distance
) -> None:
    assert distance(at(due), at(now), CALENDAR) == expected


def promise(kind: str = "solution", **changes: datetime) -> TicketPromise:
    """One that is due on 30 November at ten."""
    usual = {"since": at("2026-11-20T10:00"), "due_at": at("2026-11-30T10:00")}
    return TicketPromise(kind=kind, source="x", is_law=False, expected=False, **usual | changes)


@pytest.mark.parametrize(
    ("now", "changes", "tone"),
    [
        ("2026-11-25T10:00", {}, Tone.RUNNING),
        ("2026-11-29T10:01", {}, Tone.SOON),
        # Late by the clock alone, whether or not its alarm has rung.
        ("2026-11-30T10:01", {}, Tone.LATE),
        ("2026-11-30T10:01", {"paused_at": at("2026-11-26T10:00")}, Tone.PAUSED),
        ("2026-11-30T10:01", {"kept_at": at("2026-11-26T10:00")}, Tone.KEPT),
        (
            "2026-12-05T10:01",
            {"kept_at": at("2026-12-01T10:00"), "broken_at": at("2026-11-30T10:00")},
            Tone.KEPT_LATE,
        ),
        ("2026-12-05T10:01", {"void_at": at("2026-11-26T10:00")}, Tone.VOID),
    ],
)
def test_the_tone_of_a_promise(now: str, changes: dict[str, datetime], tone: Tone) -> None:
    assert tone_of(promise(**changes), at(now)) is tone


def test_what_is_owed_stands_first_and_the_nearest_before_the_others() -> None:
    later = at("2026-12-18T10:00")
    kept = promise("acknowledge", due_at=at("2026-11-20T10:05"), kept_at=at("2026-11-20T10:00"))
    lines = clock_lines([promise(due_at=later), kept, promise("assign")], at("2026-11-25T10:00"), CALENDAR)
    assert [line.kind for line in lines] == ["assign", "solution", "acknowledge"]


def test_moments_are_those_of_viet_nam() -> None:
    assert moment(at("2026-11-27T00:30")) == "00:30 27/11/2026"
    assert moment(datetime.fromisoformat("2026-11-26T17:30:00+00:00")) == "00:30 27/11/2026"
