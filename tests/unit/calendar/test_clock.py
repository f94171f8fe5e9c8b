"""What holds for any rule, receipt and stops."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.calendar.clock import Counting, Reason, Rule, Stop, counted_as_received, due
from bot.calendar.work_calendar import load_calendar

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = load_calendar()
PATIENT = settings(deadline=None)  # the first example computes the years
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2027, 6, 1), timezones=st.just(VIETNAM))  # noqa: DTZ001
RULES = st.builds(
    Rule,
    days=st.integers(0, 40),
    counting=st.sampled_from(Counting),
    cut_off=st.none() | st.just(time(15)),
)
CLOSED = st.builds(
    lambda begins, minutes, reason: Stop(begins, begins + timedelta(minutes=minutes), reason),
    MOMENTS,
    st.integers(0, 40 * 24 * 60),
    st.sampled_from(Reason),
)


@PATIENT
@given(RULES, MOMENTS)
def test_without_stops_the_calendar_alone_decides(rule: Rule, received: datetime) -> None:
    first = counted_as_received(rule, received, CALENDAR, VIETNAM)
    found = due(rule, received, [], CALENDAR, VIETNAM)
    if rule.counting is Counting.WORKING_DAYS:
        assert found.day == CALENDAR.working_days_after(first, rule.days).day
    else:
        passed = first + timedelta(days=rule.days)
        assert found.day == CALENDAR.working_days_after(passed - timedelta(days=1), 1).day


@PATIENT
@given(RULES, MOMENTS, st.lists(CLOSED, max_size=4))
def test_the_due_day_is_a_working_day_that_no_stop_touches(
    rule: Rule, received: datetime, stops: list[Stop]
) -> None:
    found = due(rule, received, stops, CALENDAR, VIETNAM)
    assert found.day is not None
    assert found.used_days == rule.days
    assert CALENDAR.is_working(found.day)
    for stop in stops:
        assert stop.until is not None
        assert not stop.from_.date() <= found.day <= stop.until.date()


@PATIENT
@given(RULES, MOMENTS, st.lists(CLOSED, max_size=3), CLOSED)
def test_one_more_stop_never_brings_the_day_forward(
    rule: Rule, received: datetime, stops: list[Stop], more: Stop
) -> None:
    without = due(rule, received, stops, CALENDAR, VIETNAM).day
    with_more = due(rule, received, [*stops, more], CALENDAR, VIETNAM).day
    assert without is not None
    assert with_more is not None
    assert with_more >= without


@PATIENT
@given(RULES, MOMENTS, st.lists(CLOSED, max_size=4))
def test_the_order_of_stops_and_the_zone_they_are_written_in_do_not_matter(
    rule: Rule, received: datetime, stops: list[Stop]
) -> None:
    elsewhere = [
        Stop(one.from_.astimezone(UTC), one.until and one.until.astimezone(UTC), one.reason)
        for one in reversed(stops)
    ]
    assert due(rule, received, stops, CALENDAR, VIETNAM) == due(
        rule, received.astimezone(UTC), elsewhere, CALENDAR, VIETNAM
    )


@PATIENT
@given(RULES, MOMENTS, MOMENTS, st.sampled_from(Reason))
def test_an_open_stop_holds_whatever_is_not_due_before_it(
    rule: Rule, received: datetime, begins: datetime, reason: Reason
) -> None:
    free = due(rule, received, [], CALENDAR, VIETNAM)
    held = due(rule, received, [Stop(begins, None, reason)], CALENDAR, VIETNAM)
    assert free.day is not None
    if begins.date() > free.day:
        assert held == free
    else:
        assert (held.day, held.stopped_by) == (None, reason)
        assert held.used_days <= rule.days


def test_times_without_a_zone_are_refused() -> None:
    naive, aware = datetime(2026, 6, 1, 9), datetime(2026, 6, 1, 9, tzinfo=UTC)  # noqa: DTZ001
    with pytest.raises(ValueError, match="zone"):
        due(Rule(5), naive, [], CALENDAR, VIETNAM)
    with pytest.raises(ValueError, match="zone"):
        due(Rule(5), aware, [Stop(naive, None, Reason.PAYMENT)], CALENDAR, VIETNAM)


def test_a_stop_that_ends_before_it_begins_is_refused() -> None:
    begins = datetime(2026, 6, 4, tzinfo=UTC)
    with pytest.raises(ValueError, match="before it begins"):
        Stop(begins, begins - timedelta(minutes=1), Reason.POSTING)


def test_a_rule_of_less_than_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="no less than"):
        Rule(-1)


def test_the_day_of_receipt_is_a_day_off_moved_to_the_next_working_day() -> None:
    sunday = datetime(2026, 4, 26, 9, tzinfo=VIETNAM)
    assert counted_as_received(Rule(1), sunday, CALENDAR, VIETNAM) == date(2026, 4, 28)
