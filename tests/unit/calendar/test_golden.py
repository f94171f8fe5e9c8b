"""Deadlines worked out by hand, against the program's."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
import yaml

from bot.calendar.clock import Counting, Due, Reason, Rule, Stop, due
from bot.calendar.work_calendar import load_calendar

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Golden(msgspec.Struct, forbid_unknown_fields=True):
    """One row; moments without a zone are those of the office."""

    received: str
    days: int
    due: date | None
    why: str
    counting: Counting = Counting.WORKING_DAYS
    cut_off: str | None = None
    stops: list[tuple[str, str | None, Reason]] = []
    expected: bool = False
    used: int | None = None
    stopped_by: Reason | None = None


def rows() -> list[Golden]:
    written = yaml.safe_load(Path(__file__).with_name("golden.yml").read_text(encoding="utf-8"))
    return msgspec.convert(written, list[Golden])


def moment(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=VIETNAM)


ROWS = rows()
CALENDAR = load_calendar()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.received}+{row.days}: {row.why}")
def test_a_deadline_is_the_one_worked_out_by_hand(row: Golden) -> None:
    rule = Rule(row.days, row.counting, time.fromisoformat(row.cut_off) if row.cut_off else None)
    stops = [
        Stop(moment(begins), moment(ends) if ends else None, reason) for begins, ends, reason in row.stops
    ]
    used = row.days if row.used is None else row.used
    assert due(rule, moment(row.received), stops, CALENDAR, VIETNAM) == Due(
        row.due, row.expected, used, row.stopped_by
    )


def test_the_table_covers_what_is_hard() -> None:
    ends = [row.due for row in ROWS if row.due]
    assert len(ROWS) >= 80
    assert {day.year for day in ends} == {2024, 2025, 2026, 2027}
    assert {date(2024, 5, 4), date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)} <= set(ends)
    assert {reason for row in ROWS for *_, reason in row.stops} == set(Reason)
    assert {row.counting for row in ROWS} == set(Counting)
