"""A response counts once for everything that it says, whatever else is missing."""

from collections import defaultdict
from datetime import date
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.insight.answer_counts import Response, Stratum, measured
from bot.insight.counts import Counts, Sums
from bot.insight.repository import Total
from bot.insight.satisfaction import shape_of
from bot.insight.scale import Scale
from bot.insight.telling import composite
from bot.surveys.instrument import load_instruments

INSTRUMENTS = load_instruments()
INSTRUMENT = INSTRUMENTS.current(date(2026, 11, 27))
SHAPE = shape_of(INSTRUMENT)
STRATUM = Stratum("dat-dai", "1.000001", "Xã A", "zalo", "chat")
SCALE = Scale(INSTRUMENTS)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        one.code: st.sampled_from([choice.value for choice in one.choices])
        for one in INSTRUMENT.questions
        if one.choices
    },
)


def said(answers: dict[str, int]) -> dict[str, tuple[int, float]]:
    response = Response("dossier", INSTRUMENT.version, STRATUM, answers)
    return {one.measure.partition(":")[2]: (one.good, one.total) for one in measured(response, SCALE)}


def own_index(answers: dict[str, int]) -> dict[str, float]:
    """Straight from the definition: per factor the share of 4 and 5 among the scores."""
    scores = defaultdict(list)
    for question in INSTRUMENT.questions:
        for choice in question.choices:
            if answers.get(question.code) == choice.value and choice.score is not None:
                scores[question.factor].append(100.0 * (choice.score >= 4))
    return {factor: fmean(of) for factor, of in scores.items()}


@given(ANSWERS)
def test_indices_of_one_person_are_those_of_the_definition(answers: dict[str, int]) -> None:
    found, expected = said(answers), own_index(answers)
    assert {factor: found[factor][1] for factor in expected} == pytest.approx(expected)
    assert not set(found) & (set(SHAPE.factors) - set(expected))
    assert ("overall" in found) == (len(expected) == 5)
    if "overall" in found:
        weighted = sum(weight * expected[factor] for factor, weight in SHAPE.weights.items())
        assert found["overall"][1] == pytest.approx(weighted)
        assert found["plain"][1] == pytest.approx(fmean(expected.values()))


@given(st.lists(ANSWERS, min_size=1, max_size=30))
def test_counts_are_those_of_all_responses(people: list[dict[str, int]]) -> None:
    counts = Counts()
    for answers in people:
        counts.add(STRATUM.values(), measured(Response("dossier", "2026-1", STRATUM, answers), SCALE))
    for question in SHAPE.titles.keys() - SHAPE.factors.keys():
        scores = [score for answers in people if (score := score_of(question, answers)) is not None]
        sums = counts.by_measure().get(f"dossier:{question}", {})
        assert all(
            (one.n, one.good, one.total) == (len(scores), sum(score >= 4 for score in scores), sum(scores))
            for one in sums.values()
        )
        assert len(sums) == (6 if scores else 0)


def score_of(code: str, answers: dict[str, int]) -> int | None:
    question = next(one for one in INSTRUMENT.questions if one.code == code)
    return next((one.score for one in question.choices if one.value == answers.get(code)), None)


def test_trips_and_hints_at_money_stand_beside_the_index() -> None:
    found = said({"Q5": 3, "Q10": 1, "Q15": 2})
    assert found["trips"] == (0, 3)
    assert found["clean"] == (0, 0)
    assert said({"Q10": 2})["clean"] == (1, 0)
    assert found["dislike"] == (1, 0)


def test_no_answer_is_no_response() -> None:
    assert said({"Q1": 0, "Q15": 0}) == {}


def test_a_hidden_question_leaves_nothing_of_itself_in_its_factor() -> None:
    """Otherwise the index of the factor and the other questions would tell it."""
    questions = {question: Total(Sums(20, 10, 0, 0), 0) for question in ("Q1", "Q2")}
    assert composite(questions, SHAPE.factors) == {"A": 50}
    assert composite(questions | {"Q3": Total(Sums(10, 10, 0, 0), 0)}, SHAPE.factors)["A"] == pytest.approx(
        200 / 3
    )
