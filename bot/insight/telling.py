"""From sums to figures: indices, means and shares with their intervals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.insight.figures import HIDDEN, Figure
from bot.insight.intervals import Estimate, mean, share
from bot.insight.repository import Total


def share_of(total: Total | None) -> Figure:
    """The good of all in per cent, with Wilson's interval."""
    if total is None:
        return HIDDEN
    return _figure(share(total.sums.good, total.sums.n).scaled(100), total)


def bad_of(total: Total | None) -> Figure:
    """The others of all in per cent."""
    if total is None:
        return HIDDEN
    return _figure(share(total.sums.n - total.sums.good, total.sums.n).scaled(100), total)


def mean_of(total: Total | None, factor: float = 1.0, shift: float = 0.0) -> Figure:
    """The mean with Student's interval, in another unit if told so."""
    if total is None:
        return HIDDEN
    return _figure(mean(total.sums.total, total.sums.squares, total.sums.n).scaled(factor, shift), total)


def count_of(total: Total | None) -> Figure:
    """How many there were: a number that is counted, so without an interval."""
    return HIDDEN if total is None else Figure(total.sums.n, total.sums.n)


def good_count_of(total: Total | None) -> Figure:
    """How many of all were what the measure calls good."""
    return HIDDEN if total is None else Figure(total.sums.good, total.sums.n)


def times_of(total: Total | None) -> Figure:
    """How many messages ``n`` people sent."""
    return HIDDEN if total is None else Figure(total.sums.total, total.sums.n)


def composite(items: Mapping[str, Total], factors: Mapping[str, Sequence[str]]) -> Mapping[str, float]:
    """The index of each factor: the mean of the indices of its questions that may be told.

    ``item_idx = 100 · n(4, 5) / n(1 … 5)``, as SIPAS of Bộ Nội vụ has it; a question without answers is left
    out, and so is one that is hidden: nothing of it can be worked out from the index.
    """
    found = {}
    for factor, questions in factors.items():
        told = [items[one].sums for one in questions if one in items]
        if told:
            found[factor] = sum(100 * one.good / one.n for one in told) / len(told)
    return found


def around(value: float | None, own: Total | None) -> Figure:
    """A composite index with the interval that the citizens' own indices have around their mean."""
    if value is None or own is None:
        return HIDDEN
    estimate = mean(own.sums.total, own.sums.squares, own.sums.n)
    moved = estimate.scaled(1.0, value - estimate.value)
    return Figure(value, own.sums.n, moved.low, moved.high)


def with_rate(figures: Mapping[str, Figure], responses: Total | None) -> dict[str, Figure]:
    """The same with the response rate of the row: those who answered of those who were asked, in per cent."""
    if responses is None or not responses.base:
        return dict(figures)
    rate = 100 * responses.sums.n / responses.base
    return {name: one if one.hidden else replace(one, response_rate=rate) for name, one in figures.items()}


def covered(total: Total | None, months: Iterable[str]) -> str:
    """The months that the figures cover, with blanks between; nothing if it is all of them."""
    if total is None or total.months == set(months):
        return ""
    return " ".join(sorted(total.months))


def _figure(estimate: Estimate, total: Total) -> Figure:
    return Figure(estimate.value, total.sums.n, estimate.low, estimate.high)
