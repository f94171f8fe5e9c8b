"""The intervals are those of statsmodels."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from bot.insight.intervals import MANY, mean, share, student95


@given(st.integers(1, 1_000_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_shares_have_the_interval_of_wilson(counts: tuple[int, int]) -> None:
    good, n = counts
    found = share(good, n)
    assert found.value == good / n
    assert (found.low, found.high) == pytest.approx(
        proportion_confint(good, n, 0.05, method="wilson"), rel=1e-9, abs=1e-12
    )


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=2, max_size=60))
def test_means_have_the_interval_of_student(scores: list[int]) -> None:
    found = mean(sum(scores), sum(score * score for score in scores), len(scores))
    expected = DescrStatsW(scores).tconfint_mean(0.05)
    assert found.value == pytest.approx(sum(scores) / len(scores))
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-9, abs=1e-7)


@pytest.mark.parametrize("df", [1, 2, 3, 9, 10, 59, MANY, MANY + 1, 10_000, 1_000_000])
def test_the_quantile_is_that_of_scipy(df: int) -> None:
    assert student95(df) == pytest.approx(student.ppf(0.975, df), rel=1e-9)


def test_one_answer_has_a_mean_and_no_interval() -> None:
    found = mean(4, 16, 1)
    assert (found.value, found.low, found.high) == (4, None, None)


def test_another_unit_moves_the_bounds_along() -> None:
    found = share(8, 10).scaled(100)
    assert found.value == 80
    assert found.low is not None
    assert found.high is not None
    assert 44 < found.low < found.value < found.high < 96
