"""When somebody may be asked: by day in Vietnam, soon, and not for ever."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.survey_terms import VIETNAM, SurveyTerms

TERMS = SurveyTerms()


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    """That time of the clock in Vietnam, as the database keeps it."""
    return datetime(2026, 11, day, hour, minute, tzinfo=VIETNAM).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (at(8), at(8)),
        (at(19, 49), at(19, 49)),
        (at(19, 50), at(8, day=26)),
        (at(23), at(8, day=26)),
        (at(0, 30), at(8)),
        (at(7, 59), at(8)),
    ],
)
def test_the_next_moment_by_day(now: datetime, then: datetime) -> None:
    assert TERMS.by_day(now) == then
    assert TERMS.is_daytime(now) == (now == then)


def test_three_days_are_calendar_days_of_vietnam() -> None:
    returned = date(2026, 11, 25)
    assert not TERMS.is_too_late(returned, at(23, 59, day=28))
    assert TERMS.is_too_late(returned, at(0, 1, day=29))


def test_a_ticket_is_asked_about_later_than_a_dossier() -> None:
    assert TERMS.first_at("dossier", at(9)) == at(11)
    assert TERMS.first_at("ticket", at(9)) == at(9, day=26)
    assert TERMS.remind_at(at(9)) == at(9, day=28)
    assert TERMS.expires_at(at(9)) == at(9) + timedelta(days=14)


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        (SurveyTerms(opens=time(20), closes=time(8)), "opens"),
        (SurveyTerms(dossier_after_hours=-1), "before the matter"),
        (SurveyTerms(send_within_days=0), "within no day"),
        (SurveyTerms(remind_after_days=14), "reminder"),
    ],
)
def test_what_cannot_be_kept_is_told(terms: SurveyTerms, says: str) -> None:
    assert says in terms.faults()[0]
    assert TERMS.faults() == []
