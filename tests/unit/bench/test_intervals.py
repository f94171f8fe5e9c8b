"""Shares with their intervals."""

import math

import pytest

from bench.nlu.intervals import Share, quantile, share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # values of Wilson's formula as statistics books print them
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert Share(hits, of).interval == pytest.approx((low, high), abs=5e-5)


def test_a_share_prints_in_percent_with_its_interval() -> None:
    assert str(share([True, True, True, False])) == "75.0 (30.1–95.4)"


def test_nothing_counted_is_no_share() -> None:
    assert math.isnan(share([]).value)
    assert share([]).interval == (0.0, 1.0)
    assert str(share([])) == "–"


def test_quantiles_are_values_that_were_measured() -> None:
    assert quantile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert quantile(range(100), 0.95) == 95
    assert quantile([7.0], 0.95) == 7.0
    assert math.isnan(quantile([], 0.5))
