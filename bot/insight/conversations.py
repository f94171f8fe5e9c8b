"""How far questions came, what was asked most, what was not answered, and which papers hurt."""

from collections.abc import Mapping, Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from bot.insight import repository
from bot.insight import turn_counts as said
from bot.insight.counts import ALL
from bot.insight.cut import whole
from bot.insight.figures import HIDDEN, Figure, Period, Row, Table
from bot.insight.intervals import share
from bot.insight.papers import Papers
from bot.insight.repository import Total
from bot.insight.telling import count_of, good_count_of, times_of

STAGES = {"understood": said.UNDERSTOOD, "answered": said.ANSWERED, "handed_over": said.HANDED_OVER}
ENTRIES = ("button", "message")
ASKED = {"procedure": said.ASKED_PROCEDURE, "aspect": said.ASKED_ASPECT}
PAPERS = ("questions", "supplements", "complaints")
MOST = 50


async def funnel(session: AsyncSession, period: Period) -> Table:
    """Messages at each step, all of them."""
    found = await repository.totals(session, ALL, list(STAGES.values()), period)
    return Table("funnel", "step", _steps(found, "", ""))


async def entries(session: AsyncSession, period: Period) -> Table:
    """The same of buttons alone, and of words alone."""
    found = await repository.totals(session, "entry", list(STAGES.values()), period)
    rows = [row for entry in ENTRIES for row in _steps(found, entry, f"{entry}:")]
    return Table("funnel", "step", rows)


def _steps(found: Mapping[tuple[str, str], Total], key: str, prefix: str) -> list[Row]:
    totals = {measure: total for (measure, of), total in found.items() if of == key}
    asked = totals.get(said.UNDERSTOOD)
    rows = [Row(f"{prefix}asked", "", {"count": times_of(asked), "share": _of_turns(asked, asked)})]
    for step, measure in STAGES.items():
        total = totals.get(measure)
        figures = {"count": good_count_of(total), "share": _of_turns(total, asked, good=True)}
        rows.append(Row(f"{prefix}{step}", "", figures))
    return rows


def _of_turns(total: Total | None, asked: Total | None, *, good: bool = False) -> Figure:
    if total is None or asked is None:
        return HIDDEN
    part = total.sums.good if good else total.sums.total
    return _share(part, asked.sums.total, total.sums.n)


async def asked(session: AsyncSession, period: Period, dimension: str) -> Table:
    """The fifty procedures, or all aspects, that most messages asked for, of all that named one."""
    measure = ASKED[dimension]
    everything = (await whole(session, period, [measure])).get(measure)
    found = await repository.totals(session, "topic", [measure], period)
    most = sorted(found.items(), key=lambda one: (-one[1].sums.total, one[0]))[:MOST]
    rows = [
        Row(key, "", {"count": times_of(total), "share": _part(total, everything)})
        for (_, key), total in most
    ]
    return Table("asked", dimension, rows)


async def unanswered(session: AsyncSession, period: Period) -> Table:
    """Masked words that ten conversations wrote in a month; all others are one row without words."""
    found = await repository.totals(session, "text", [said.UNANSWERED], period)
    most = sorted(found.items(), key=lambda one: (not one[0][1], -one[1].sums.n, one[0]))[:MOST]
    return Table(
        "unanswered", "text", [Row(key, key, {"count": count_of(total)}) for (_, key), total in most]
    )


async def papers(session: AsyncSession, period: Period, known: Papers) -> Table:
    """By what they cost people: questions, supplements and complaints that name them."""
    measures = [f"paper:{name}" for name in PAPERS]
    found = await repository.totals(session, "paper", measures, period)
    keys = sorted({key for _, key in found}, key=lambda key: (-_weight(key, measures, found), key))
    rows = [
        Row(key, known.title(key), {name: count_of(found.get((f"paper:{name}", key))) for name in PAPERS})
        for key in keys
    ]
    return Table("papers", "paper", rows)


def _weight(key: str, measures: Sequence[str], found: Mapping[tuple[str, str], Total]) -> int:
    return sum(found[measure, key].sums.n for measure in measures if (measure, key) in found)


def _part(total: Total, everything: Total | None) -> Figure:
    if everything is None:
        return HIDDEN
    return _share(total.sums.total, everything.sums.total, total.sums.n)


def _share(part: float, of: float, n: int) -> Figure:
    """Of messages, while ``n`` counts the people who sent them."""
    estimate = share(round(part), round(of)).scaled(100)
    return Figure(estimate.value, n, estimate.low, estimate.high)
