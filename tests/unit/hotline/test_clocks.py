"""Golden clocks: every due time, half and most of it, counted by hand with a calendar on the wall.

Offices work 7.30 to 11.30 and 13.30 to 17.30. In November 2026 the 24th (Tuesday) is a day off; in 2026
Tết is off from 16 to 20 February, 31 August to 2 September are off and Saturday 22 August is worked.
"""

from datetime import datetime
from pathlib import Path

import pytest

from bot.calendar.work_calendar import load_calendar
from bot.department import load_department
from bot.hotline.hours import VIETNAM
from bot.hotline.terms import Clocks
from bot.hotline.tracks import load_tracks

CLOCKS = Clocks(load_calendar(), load_department(Path(__file__).parents[3] / "bot" / "department.yml").ladder)
END = "23:59:59"

# Track, promise, opened at, then 50 %, 80 % and due.
PLAIN = """
question          triage      2026-11-25T08:00  2026-11-25T10:00:00  2026-11-25T11:12:00  2026-11-25T14:00:00
question          triage      2026-11-25T10:00  2026-11-25T14:00:00  2026-11-25T15:12:00  2026-11-25T16:00:00
question          triage      2026-11-25T06:00  2026-11-25T09:30:00  2026-11-25T10:42:00  2026-11-25T11:30:00
question          triage      2026-11-25T12:00  2026-11-25T15:30:00  2026-11-25T16:42:00  2026-11-25T17:30:00
question          triage      2026-11-25T16:30  2026-11-26T08:30:00  2026-11-26T09:42:00  2026-11-26T10:30:00
question          triage      2026-11-25T22:00  2026-11-26T09:30:00  2026-11-26T10:42:00  2026-11-26T11:30:00
question          triage      2026-11-27T17:00  2026-11-30T09:00:00  2026-11-30T10:12:00  2026-11-30T11:00:00
question          triage      2026-11-28T09:00  2026-11-30T09:30:00  2026-11-30T10:42:00  2026-11-30T11:30:00
question          triage      2026-11-23T16:00  2026-11-25T08:00:00  2026-11-25T09:12:00  2026-11-25T10:00:00
question          triage      2026-08-22T08:00  2026-08-22T10:00:00  2026-08-22T11:12:00  2026-08-22T14:00:00
question          solution    2026-11-25T10:00  2026-11-26T11:30:00  2026-11-26T15:54:00  2026-11-26T23:59:59
question          solution    2026-11-25T23:30  2026-11-26T11:30:00  2026-11-26T15:54:00  2026-11-26T23:59:59
question          solution    2026-11-27T08:00  2026-11-30T11:30:00  2026-11-30T15:54:00  2026-11-30T23:59:59
question          solution    2026-11-28T08:00  2026-12-01T11:30:00  2026-12-01T15:54:00  2026-12-01T23:59:59
question          solution    2026-11-23T08:00  2026-11-25T11:30:00  2026-11-25T15:54:00  2026-11-25T23:59:59
question          solution    2026-02-13T08:00  2026-02-23T11:30:00  2026-02-23T15:54:00  2026-02-23T23:59:59
question          solution    2026-08-21T08:00  2026-08-22T11:30:00  2026-08-22T15:54:00  2026-08-22T23:59:59
feedback_conduct  triage      2026-11-25T10:00  2026-11-25T14:00:00  2026-11-25T15:12:00  2026-11-25T16:00:00
feedback_conduct  assign      2026-11-25T10:00  2026-11-26T11:30:00  2026-11-26T15:54:00  2026-11-26T23:59:59
feedback_conduct  first_reply 2026-11-25T10:00  2026-11-26T17:30:00  2026-11-27T14:18:00  2026-11-27T23:59:59
feedback_conduct  first_reply 2026-11-20T16:00  2026-11-23T17:30:00  2026-11-25T14:18:00  2026-11-25T23:59:59
feedback_conduct  solution    2026-11-25T10:00  2026-12-07T11:30:00  2026-12-11T17:30:00  2026-12-16T23:59:59
feedback_conduct  solution    2026-11-02T09:00  2026-11-12T11:30:00  2026-11-18T17:30:00  2026-11-23T23:59:59
feedback_conduct  solution    2026-11-09T09:00  2026-11-19T11:30:00  2026-11-26T17:30:00  2026-12-01T23:59:59
feedback_conduct  solution    2026-02-06T09:00  2026-02-25T11:30:00  2026-03-03T17:30:00  2026-03-06T23:59:59
feedback_rules    first_reply 2026-11-30T09:00  2026-12-01T17:30:00  2026-12-02T14:18:00  2026-12-02T23:59:59
feedback_rules    solution    2026-08-17T09:00  2026-08-26T11:30:00  2026-09-04T17:30:00  2026-09-09T23:59:59
complaint         first_reply 2026-11-25T10:00  2026-12-01T11:30:00  2026-12-03T14:18:00  2026-12-04T23:59:59
complaint         first_reply 2026-11-16T10:00  2026-11-20T11:30:00  2026-11-25T14:18:00  2026-11-26T23:59:59
complaint         triage      2026-11-25T14:00  2026-11-25T16:00:00  2026-11-25T17:12:00  2026-11-26T08:00:00
denunciation      triage      2026-11-25T10:00  2026-12-01T11:30:00  2026-12-03T14:18:00  2026-12-04T23:59:59
denunciation      triage      2026-11-19T10:00  2026-11-26T11:30:00  2026-11-30T14:18:00  2026-12-01T23:59:59
pollution         triage      2026-11-25T10:00  2026-11-25T10:30:00  2026-11-25T10:48:00  2026-11-25T11:00:00
pollution         triage      2026-11-28T23:30  2026-11-29T00:00:00  2026-11-29T00:18:00  2026-11-29T00:30:00
pollution         triage      2026-11-24T03:00  2026-11-24T03:30:00  2026-11-24T03:48:00  2026-11-24T04:00:00
pollution         assign      2026-11-28T12:00  2026-11-29T00:00:00  2026-11-29T07:12:00  2026-11-29T12:00:00
pollution         first_reply 2026-11-28T12:00  2026-12-01T17:30:00  2026-12-02T14:18:00  2026-12-02T23:59:59
pollution         solution    2026-11-28T12:00  2026-12-10T11:30:00  2026-12-16T17:30:00  2026-12-21T23:59:59
emergency         triage      2026-11-29T02:00  2026-11-29T02:30:00  2026-11-29T02:48:00  2026-11-29T03:00:00
emergency         assign      2026-11-29T02:00  2026-11-29T04:00:00  2026-11-29T05:12:00  2026-11-29T06:00:00
emergency         first_reply 2026-11-27T10:00  2026-11-30T11:30:00  2026-11-30T15:54:00  2026-11-30T23:59:59
emergency         solution    2026-11-25T10:00  2026-12-07T11:30:00  2026-12-11T17:30:00  2026-12-16T23:59:59
suggestion        first_reply 2026-11-25T10:00  2026-11-26T17:30:00  2026-11-27T14:18:00  2026-11-27T23:59:59
suggestion        solution    2026-11-25T10:00  2026-12-02T17:30:00  2026-12-07T17:30:00  2026-12-09T23:59:59
suggestion        solution    2026-11-13T10:00  2026-11-20T17:30:00  2026-11-26T17:30:00  2026-11-30T23:59:59
"""

# Track, opened at, asked and answered (pairs), then 50 %, 80 % and due of the solution.
PAUSED = """
feedback_conduct 2026-11-25T10:00 2026-11-26T09:00/2026-11-26T09:05 2026-12-08T11:30:00 2026-12-14T17:30:00 2026-12-17T23:59:59
feedback_conduct 2026-11-25T10:00 2026-11-26T09:00/2026-11-30T15:00 2026-12-10T11:30:00 2026-12-16T17:30:00 2026-12-21T23:59:59
feedback_conduct 2026-11-25T10:00 2026-11-28T09:00/2026-11-29T15:00 2026-12-07T11:30:00 2026-12-11T17:30:00 2026-12-16T23:59:59
feedback_conduct 2026-11-25T10:00 2026-11-25T11:00/2026-11-25T16:00 2026-12-07T11:30:00 2026-12-11T17:30:00 2026-12-16T23:59:59
feedback_conduct 2026-11-25T10:00 2026-11-26T09:00/2026-11-27T09:00,2026-12-01T09:00/2026-12-02T09:00 2026-12-11T11:30:00 2026-12-17T17:30:00 2026-12-22T23:59:59
feedback_conduct 2026-11-20T10:00 2026-11-23T09:00/2026-11-25T09:00 2026-12-07T11:30:00 2026-12-11T17:30:00 2026-12-16T23:59:59
suggestion       2026-11-25T10:00 2026-12-09T09:00/2026-12-10T09:00 2026-12-02T17:30:00 2026-12-07T17:30:00 2026-12-11T23:59:59
suggestion       2026-11-25T10:00 2026-11-26T09:00/2026-12-09T09:00 2026-12-16T17:30:00 2026-12-21T17:30:00 2026-12-23T23:59:59
question         2026-11-25T10:00 2026-11-25T15:00/2026-11-26T08:00 2026-11-27T11:30:00 2026-11-27T15:54:00 2026-11-27T23:59:59
question         2026-11-25T10:00 2026-11-26T09:00/2026-11-27T17:00 2026-11-30T11:30:00 2026-11-30T15:54:00 2026-11-30T23:59:59
"""  # noqa: E501


def moment(text: str) -> datetime:
    """In Việt Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


@pytest.mark.parametrize("row", rows(PLAIN), ids=" ".join)
def test_a_clock_runs_as_counted_by_hand(row: list[str]) -> None:
    track, kind, opened, half, most, due = row
    rule = next(one for one in load_tracks()[track].promises if one.kind == kind)
    term = CLOCKS.term(rule, moment(opened))
    assert (term.marks[50], term.marks[80], term.due_at) == (moment(half), moment(most), moment(due))
    assert term.marks[100] == term.due_at


@pytest.mark.parametrize("row", rows(PAUSED), ids=" ".join)
def test_a_stopped_clock_runs_on_as_counted_by_hand(row: list[str]) -> None:
    track, opened, stops, half, most, due = row
    days = next(one.working_days for one in load_tracks()[track].promises if one.kind == "solution")
    assert days is not None
    held = [[moment(one).isoformat() for one in stop.split("/")] for stop in stops.split(",")]
    term = CLOCKS.of_days(days, moment(opened), held)
    assert (term.marks[50], term.marks[80], term.due_at) == (moment(half), moment(most), moment(due))


@pytest.mark.parametrize(("opened", "expected"), [("2026-11-25T10:00", False), ("2026-12-25T10:00", True)])
def test_a_day_beyond_the_announced_years_is_an_expected_one(opened: str, *, expected: bool) -> None:
    assert CLOCKS.of_days(15, moment(opened)).expected is expected


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-25T07:30", True),
        ("2026-11-25T11:30", False),
        ("2026-11-25T17:29", True),
        ("2026-11-24T10:00", False),
        ("2026-08-22T10:00", True),
    ],
)
def test_the_office_is_open_in_office_time(at: str, *, is_open: bool) -> None:
    assert CLOCKS.office.is_open(moment(at)) is is_open
