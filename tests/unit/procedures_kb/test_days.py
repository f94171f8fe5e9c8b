"""Days as people read them."""

from datetime import date

from procedures_kb.days import written


def test_the_day_comes_first_and_both_have_two_digits() -> None:
    assert written(date(2026, 6, 1)) == "01/06/2026"
