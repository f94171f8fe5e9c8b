"""The days themselves, and what holds for any stretch of them."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.days import Kind
from bot.calendar.work_calendar import Deadline, load_calendar

CALENDAR = load_calendar()
PATIENT = settings(deadline=None)  # the first example computes the years
DAYS = st.dates(date(2023, 6, 1), date(2030, 12, 31))
COUNTS = st.integers(1, 120)
# Of each month, from a printed calendar and the notices.
WORKING_DAYS = {
    2024: (22, 16, 21, 19, 23, 20, 23, 22, 19, 23, 21, 22),
    2025: (17, 20, 21, 21, 20, 21, 23, 21, 20, 23, 20, 23),
    2026: (21, 15, 22, 20, 20, 22, 23, 21, 20, 22, 20, 23),
    2027: (20, 15, 23, 20, 20, 22, 22, 22, 20, 21, 21, 23),
}


def last_of(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


@pytest.mark.parametrize("year", WORKING_DAYS)
def test_months_have_as_many_working_days_as_printed(year: int) -> None:
    before_each = [date(year - 1, 12, 31), *(last_of(year, month) for month in range(1, 13))]
    counted = [CALENDAR.working_days_between(*pair) for pair in pairwise(before_each)]
    assert tuple(counted) == WORKING_DAYS[year]


@pytest.mark.parametrize(
    ("day", "kind", "name", "number"),
    [
        (date(2024, 2, 10), Kind.OFF, "Tết Nguyên đán Giáp Thìn", "Thông báo 5015/TB-LĐTBXH"),
        (date(2024, 4, 29), Kind.OFF, "Nghỉ lễ 30/4 và 1/5", "Công văn 2450/VPCP-KGVX"),
        (date(2024, 5, 4), Kind.MAKEUP, "Nghỉ lễ 30/4 và 1/5", "Công văn 2450/VPCP-KGVX"),
        (date(2026, 1, 10), Kind.MAKEUP, "Nghỉ Tết Dương lịch", "Công văn 12729/VPCP-KGVX"),
        (date(2026, 11, 24), Kind.OFF, "Ngày Văn hóa Việt Nam", "Nghị quyết 28/2026/QH16, Điều 2"),
    ],
)
def test_a_special_day_names_itself_and_its_source(day: date, kind: Kind, name: str, number: str) -> None:
    found = CALENDAR.day(day)
    assert (found.kind, found.name, found.official) == (kind, name, True)
    assert found.source is not None
    assert found.source.number == number


def test_ordinary_days_have_no_name() -> None:
    monday, sunday = CALENDAR.day(date(2025, 11, 24)), CALENDAR.day(date(2025, 11, 23))
    assert (monday.kind, monday.working, monday.name, monday.source) == (Kind.WORKING, True, "", None)
    assert (sunday.kind, sunday.working) == (Kind.WEEKEND, False)


def test_days_are_official_as_far_as_the_notices_go() -> None:
    assert CALENDAR.official_until == date(2026, 12, 31)
    assert CALENDAR.day(date(2026, 12, 31)).official
    assert not CALENDAR.day(date(2027, 1, 4)).official
    assert CALENDAR.day(date(2027, 2, 8)).official  # Tết is decided, the rest of the year is not
    assert not CALENDAR.is_official(date(2026, 12, 31), date(2027, 1, 4))
    assert not CALENDAR.is_official(date(2027, 1, 4), date(2026, 12, 31))
    assert CALENDAR.is_official(date(2023, 12, 31), date(2026, 12, 31))


def test_years_without_a_table_are_computed_by_the_moon() -> None:
    tet = CALENDAR.day(date(2028, 1, 26))
    assert (tet.kind, tet.official) == (Kind.OFF, False)
    assert not CALENDAR.is_working(date(2028, 11, 24))
    assert not CALENDAR.is_working(date(2028, 5, 2))  # 30/4/2028 is a Sunday
    assert CALENDAR.working_days_after(date(2028, 1, 21), 1) == Deadline(date(2028, 1, 31), expected=True)


def test_a_moment_is_no_day() -> None:
    with pytest.raises(TypeError):
        CALENDAR.day(datetime(2026, 2, 17, tzinfo=UTC))


def test_days_are_counted_forwards_only() -> None:
    with pytest.raises(ValueError, match="forwards"):
        CALENDAR.working_days_after(date(2026, 6, 1), -1)


def test_a_date_of_nonsense_is_counted_without_delay() -> None:
    far = CALENDAR.working_days_between(date(1, 1, 1), date(9999, 12, 31))
    assert 0.70 < far / (date(9999, 12, 31) - date(1, 1, 1)).days < 5 / 7


@PATIENT
@given(DAYS, COUNTS)
def test_counting_undoes_adding(start: date, days: int) -> None:
    end = CALENDAR.working_days_after(start, days).day
    assert CALENDAR.working_days_between(start, end) == days
    assert CALENDAR.working_days_between(end, start) == -days


@PATIENT
@given(DAYS, COUNTS)
def test_nothing_is_due_on_a_day_off(start: date, days: int) -> None:
    assert CALENDAR.is_working(CALENDAR.working_days_after(start, days).day)


@PATIENT
@given(DAYS, st.integers(0, 40), COUNTS, st.integers(0, 40))
def test_later_or_longer_is_never_due_earlier(start: date, later: int, days: int, more: int) -> None:
    end = CALENDAR.working_days_after(start, days).day
    assert CALENDAR.working_days_after(start + timedelta(days=later), days + more).day >= end


@PATIENT
@given(DAYS, DAYS, DAYS)
def test_stretches_add_up(first: date, second: date, third: date) -> None:
    between = CALENDAR.working_days_between
    assert between(first, second) + between(second, third) == between(first, third)


@PATIENT
@given(DAYS, DAYS)
def test_counting_agrees_with_looking_at_each_day(one: date, other: date) -> None:
    after, until = min(one, other), max(one, other)
    each = (after + timedelta(days=n) for n in range(1, (until - after).days + 1))
    assert CALENDAR.working_days_between(after, until) == sum(CALENDAR.is_working(day) for day in each)


@PATIENT
@given(DAYS, COUNTS)
def test_a_deadline_is_expected_as_soon_as_one_day_is_not_official(start: date, days: int) -> None:
    found = CALENDAR.working_days_after(start, days)
    each = (start + timedelta(days=n) for n in range(1, (found.day - start).days + 1))
    assert found.expected == any(not CALENDAR.day(day).official for day in each)
