"""Satisfaction in the manner of SIPAS: by factor and overall, by question, and cut by dimensions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.insight.answer_counts import CLEAN, OVERALL, OVERALL_QUESTION, PLAIN, RESPONSES, TRIPS
from bot.insight.cut import Totals, cut, whole
from bot.insight.figures import Figure, Period, Row, Table
from bot.insight.months_repository import left_out
from bot.insight.repository import measures_of
from bot.insight.telling import around, composite, mean_of, share_of, with_rate
from bot.surveys.instrument import Instrument

SOURCE = "answers"


@dataclass(frozen=True)
class Shape:
    """The questions with a score by their factor, the factors' weights, and what the questions are called."""

    factors: Mapping[str, Sequence[str]]
    weights: Mapping[str, float]
    titles: Mapping[str, str]

    @property
    def measures(self) -> list[str]:
        """Everything that a table of satisfaction is made of; the responses first."""
        questions = [question for inside in self.factors.values() for question in inside]
        return [RESPONSES, *questions, *self.factors, OVERALL, PLAIN, TRIPS, CLEAN]


def shape_of(instrument: Instrument) -> Shape:
    """What the index is made of in that version."""
    scored = [one for one in instrument.questions if any(c.score is not None for c in one.choices)]
    return Shape(
        {
            factor.code: [one.code for one in scored if one.factor == factor.code]
            for factor in instrument.factors
        },
        {factor.code: factor.weight for factor in instrument.factors},
        {one.code: one.wording["page"] for one in scored}
        | {factor.code: factor.title for factor in instrument.factors},
    )


async def by_dimension(
    session: AsyncSession, period: Period, dimension: str, subject: str, shape: Shape
) -> Table:
    """A row per value of the dimension."""
    measures = [f"{subject}:{measure}" for measure in shape.measures]
    found = await cut(session, SOURCE, period, dimension, measures)
    rows = found.rows(measures[0], lambda totals: _figures(_bare(totals), shape))
    flagged = await left_out(session, SOURCE, period)
    return Table("satisfaction", dimension, rows, facts={"flagged": str(flagged)})


async def by_question(session: AsyncSession, period: Period, subject: str, shape: Shape) -> Table:
    """The index of each factor, then index and mean score of each question that was asked."""
    totals = _bare(await whole(session, period, [f"{subject}:{measure}" for measure in shape.measures]))
    asked = {name.partition(":")[2] for name in await measures_of(session, f"{subject}:%", period)}
    indices = composite(totals, shape.factors)
    rows = []
    for factor, questions in shape.factors.items():
        figures = {"index": around(indices.get(factor), totals.get(factor))}
        rows.append(_row(factor, figures, totals, shape))
        for one in questions:
            if one in asked:
                figures = {"index": share_of(totals.get(one)), "mean": mean_of(totals.get(one))}
                rows.append(_row(one, figures, totals, shape))
    flagged = await left_out(session, SOURCE, period)
    return Table("factors", "factor", rows, facts={"flagged": str(flagged)})


def _figures(totals: Totals, shape: Shape) -> Mapping[str, Figure]:
    """The row of one value.

    ``overall = Σ weight · factor_idx`` and ``plain`` the mean of the factors, both hidden unless every factor
    can be told; ``csat = (mean - 1) / 4 · 100`` of the question on everything; ``trips`` the mean of what was
    tapped, the last choice standing for that many and more.
    """
    indices = composite(totals, shape.factors)
    weighted = plain = None
    if indices.keys() >= shape.weights.keys():
        weighted = sum(weight * indices[factor] for factor, weight in shape.weights.items())
        plain = sum(indices.values()) / len(indices)
    found = {
        "overall": around(weighted, totals.get(OVERALL)),
        "plain": around(plain, totals.get(PLAIN)),
        "csat": mean_of(totals.get(OVERALL_QUESTION), 25, -25),
        "trips": mean_of(totals.get(TRIPS)),
        "clean": share_of(totals.get(CLEAN)),
    }
    for factor in shape.factors:
        found[factor] = around(indices.get(factor), totals.get(factor))
    return with_rate(found, totals.get(RESPONSES))


def _row(key: str, figures: Mapping[str, Figure], totals: Totals, shape: Shape) -> Row:
    return Row(key, shape.titles[key], with_rate(figures, totals.get(RESPONSES)))


def _bare(totals: Totals) -> Totals:
    return {measure.partition(":")[2]: total for measure, total in totals.items()}
