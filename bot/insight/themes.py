"""Which tables and charts stand on which page."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.insight import charts
from bot.insight.asked import DIMENSIONS, Asked
from bot.insight.figures import Table
from bot.insight.grids import Grid, Grids
from bot.insight.service import Insight
from bot.insight.words import Words

FACTORS = ("A", "B", "C", "D", "E")
STEPS = ("asked", "understood", "answered", "handed_over")
# By what a page can be cut; what is known of a dossier itself is less than what is known of an answer.
CUTS: Mapping[str, Sequence[str]] = {
    "satisfaction": DIMENSIONS,
    "deadlines": ("procedure", "field", "commune"),
}
# Pages that tell of one subject of surveys at a time.
BY_SUBJECT = ("overview", "satisfaction")


@dataclass(frozen=True)
class Desk:
    """What every theme is made with."""

    insight: Insight
    grids: Grids
    words: Words


Theme = Callable[[Desk, Asked, datetime], Awaitable[Sequence[Grid]]]


async def overview(desk: Desk, asked: Asked, now: datetime) -> Sequence[Grid]:
    """The few numbers of the period; ``tiles`` are made of those in one row."""
    insight, period, put = desk.insight, asked.period, desk.grids.of
    month = put("satisfaction", await insight.satisfaction(period, "month", asked.subject))
    return [
        put("satisfaction", await insight.satisfaction(period, "all", asked.subject)),
        put("deadlines", await insight.deadlines(period, "all")),
        charts.lines(month, "overall", desk.words),
        charts.intervals(put("service_766", await insight.service_766(period)), "share", desk.words),
    ]


async def satisfaction(desk: Desk, asked: Asked, now: datetime) -> Sequence[Grid]:
    """Factors, months, and one more dimension."""
    insight, period, put = desk.insight, asked.period, desk.grids.of
    factors = put("factors", await insight.factors(period, asked.subject))
    month = put("satisfaction", await insight.satisfaction(period, "month", asked.subject))
    cut = put("satisfaction", await insight.satisfaction(period, asked.dimension, asked.subject))
    return [
        charts.intervals(factors, "index", desk.words, keep=FACTORS),
        charts.lines(month, "overall", desk.words),
        charts.intervals(cut, "overall", desk.words, worst="low"),
    ]


async def deadlines(desk: Desk, asked: Asked, now: datetime) -> Sequence[Grid]:
    """Late dossiers by weekday and month, and by one more dimension."""
    insight, period, put = desk.insight, asked.period, desk.grids.of
    dimension = asked.dimension if asked.dimension in CUTS["deadlines"] else "procedure"
    cut = put("deadlines", await insight.deadlines(period, dimension))
    return [
        charts.heat(put("weekdays", await insight.deadlines(period, "weekday")), desk.words),
        charts.lines(put("deadlines", await insight.deadlines(period, "month")), "late", desk.words),
        charts.intervals(cut, "late", desk.words, worst="high"),
    ]


async def questions(desk: Desk, asked: Asked, now: datetime) -> Sequence[Grid]:
    """From the question to the answer, and what is asked most."""
    insight, period, put = desk.insight, asked.period, desk.grids.of
    procedures = put("asked", await insight.asked(period, "procedure"))
    aspects = put("asked_aspects", await insight.asked(period, "aspect"))
    return [
        charts.funnel(put("funnel", await insight.funnel(period)), "count", desk.words, STEPS),
        put("entries", await insight.entries(period)),
        charts.bars(procedures, ["count"], desk.words),
        charts.bars(aspects, ["count"], desk.words),
        put("unanswered", await insight.unanswered(period)),
    ]


async def papers(desk: Desk, asked: Asked, now: datetime) -> Sequence[Grid]:
    """The papers that trouble people most."""
    grid = desk.grids.of("papers", await desk.insight.papers(asked.period))
    return [charts.bars(grid, ["questions", "supplements", "complaints"], desk.words, stacked=True)]


async def tickets(desk: Desk, asked: Asked, now: datetime) -> Sequence[Grid]:
    """Promises, and how old the open tickets are now."""
    put = desk.grids.of
    promises = put("promises", await desk.insight.promises(asked.period))
    ageing: Table = await desk.insight.ageing(now)
    return [
        charts.intervals(promises, "kept", desk.words),
        charts.bars(put("ageing", ageing), ["count"], desk.words),
    ]


THEMES: Mapping[str, Theme] = {
    "overview": overview,
    "satisfaction": satisfaction,
    "deadlines": deadlines,
    "questions": questions,
    "papers": papers,
    "tickets": tickets,
}
