"""Periods are whole months, and months end in Vietnam."""

from datetime import UTC, date, datetime

import pytest

from bot.insight.figures import Period, PeriodError
from bot.insight.months import begin_of, end_of, last_closed, may_close


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-00", "26-01", "2026-1", "", "0000-01", "2026-01-01", "٢٠٢٦-01"]
)
def test_what_is_no_month_is_refused(month: str) -> None:
    with pytest.raises(PeriodError):
        Period(month, "2026-12")


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(PeriodError, match="2026-02"):
        Period("2026-02", "2026-01")


def test_months_go_over_the_year() -> None:
    assert list(Period("2025-11", "2026-02").months()) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert Period("2025-11", "2025-12").ends_before == date(2026, 1, 1)


def test_a_month_begins_and_ends_at_midnight_in_vietnam() -> None:
    assert begin_of("2026-11") == datetime(2026, 10, 31, 17, tzinfo=UTC)
    assert end_of("2026-12") == datetime(2026, 12, 31, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "last"),
    [
        (datetime(2026, 11, 4, 16, 59, tzinfo=UTC), "2026-09"),
        (datetime(2026, 11, 4, 17, 0, tzinfo=UTC), "2026-10"),
        (datetime(2026, 1, 3, tzinfo=UTC), "2025-11"),
        (datetime(2026, 1, 31, tzinfo=UTC), "2025-12"),
    ],
)
def test_a_month_may_be_closed_on_the_fifth_of_the_next(now: datetime, last: str) -> None:
    assert last_closed(now) == last
    assert may_close(last, now)
