"""How often something may happen from one place."""

from datetime import UTC, datetime, timedelta

from bot.surveys import allowance
from bot.surveys.allowance import Allowance

NOW, MINUTE = datetime(2026, 11, 27, tzinfo=UTC), timedelta(minutes=1)


def test_it_is_used_up_and_comes_back_bit_by_bit() -> None:
    allowed = Allowance(2, 10 * MINUTE)
    for minute in range(2):
        assert not allowed.is_used_up("a", NOW + minute * MINUTE)
        allowed.use("a", NOW + minute * MINUTE)
    assert allowed.is_used_up("a", NOW + 2 * MINUTE)
    assert not allowed.is_used_up("b", NOW + 2 * MINUTE)
    assert not allowed.is_used_up("a", NOW + 10 * MINUTE)


def test_nobody_pays_for_a_place_that_is_not_known() -> None:
    allowed = Allowance(1, MINUTE)
    for _ in range(5):
        allowed.use(None, NOW)
        assert not allowed.is_used_up(None, NOW)


def test_it_remembers_no_more_places_than_it_has_room_for(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(allowance, "MOST_PLACES", 3)
    allowed = Allowance(1, MINUTE)
    for place in "abcd":
        allowed.use(place, NOW)
    assert not allowed.is_used_up("a", NOW)
    assert all(allowed.is_used_up(place, NOW) for place in "bcd")
