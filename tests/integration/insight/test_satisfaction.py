"""What is told of satisfaction is what a plain recomputation from the rows says."""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from statistics import fmean
from typing import Any

import pytest

from bot.insight.figures import HIDDEN, Period
from bot.insight.intervals import share
from bot.insight.service import Insight
from bot.storage.database import Database
from bot.surveys.instrument import Instrument, load_instruments
from bot.surveys.model import SurveyInvitation
from tests.integration.insight.closed import closer
from tests.integration.insight.rows import (
    add,
    add_responses,
    add_wave,
    invitation,
    moment,
    response,
)

YEAR = Period("2026-01", "2026-10")
WEIGHTS = {"A": 0.15, "B": 0.25, "C": 0.25, "D": 0.25, "E": 0.10}
DAYS = [date(2026, month, day) for month in range(1, 11) for day in (1, 9, 28)]


class TwoVersions:
    """The program's instrument under two names, of which the second numbers its choices otherwise."""

    def __init__(self) -> None:
        """The second also asks in another order."""
        self.first = load_instruments().current(date(2026, 11, 1))
        moved = [
            replace(
                question,
                choices=[replace(one, value=one.value and one.value + 10) for one in question.choices],
            )
            for question in self.first.questions
            if question.code != "Q5"
        ]
        visits = [question for question in self.first.questions if question.code == "Q5"]
        self.second = replace(self.first, version="2026-2", questions=(*moved, *visits))

    def get(self, version: str) -> Instrument:
        """Either of them."""
        return self.second if version == "2026-2" else self.first

    def current(self, day: date) -> Instrument:
        """The second one."""
        return self.second


def drawn(seed: int, number: int) -> tuple[list[dict[str, Any]], dict[int, dict[str, int]]]:
    """Responses with all kinds of gaps, some flagged, of two versions."""
    dice, instruments = random.Random(seed), TwoVersions()
    rows, given = [], {}
    for _ in range(number):
        version = dice.choice(["2026-1", "2026-2"])
        commune = dice.choice(["Xã A", "Xã A", "Xã B", "Xã C", ""])
        row = response(
            dice.choice(DAYS),
            instrument=version,
            commune=commune,
            channel=dice.choice(["zalo", "counter"]),
            flagged="burst" if dice.random() < 0.05 else None,
        )
        rows.append(row)
        questions = [one for one in instruments.get(version).questions if one.choices]
        given[row["id"]] = {
            one.code: dice.choice(one.choices).value for one in questions if dice.random() < 0.9
        }
    return rows, given


def scores(rows: list[dict[str, Any]], given: Mapping[int, Mapping[str, int]]) -> dict[str, list[int]]:
    """The scores of every question, without the flagged and without "no answer"."""
    found: dict[str, list[int]] = defaultdict(list)
    instruments = TwoVersions()
    for row in rows:
        for question in instruments.get(row["instrument"]).questions:
            value = given[row["id"]].get(question.code)
            score = next((one.score for one in question.choices if one.value == value), None)
            if score is not None and not row["flagged"]:
                found[question.code].append(score)
    return found


def plain(rows: list[dict[str, Any]], given: Mapping[int, Mapping[str, int]]) -> dict[str, float]:
    """The indices straight from the rows, as domain.md 4.4 writes them."""
    factor_of = {one.code: one.factor for one in TwoVersions().first.questions}
    items: dict[str, list[float]] = defaultdict(list)
    by_question = scores(rows, given)
    for question, of in by_question.items():
        items[factor_of[question]].append(100 * sum(score >= 4 for score in of) / len(of))
    factors = {factor: fmean(of) for factor, of in items.items()}
    overall = sum(weight * factors[factor] for factor, weight in WEIGHTS.items())
    csat = (fmean(by_question["Q15"]) - 1) / 4 * 100
    return {**factors, "overall": overall, "plain": fmean(factors.values()), "csat": csat}


@pytest.fixture
def insight(db: Database) -> Insight:
    return Insight(db, TwoVersions())  # type: ignore[arg-type]


async def fill(db: Database, rows: list[dict[str, Any]], given: dict[int, dict[str, int]]) -> None:
    await add_wave(db)
    await add_responses(db, given, *rows)
    await closer(db, instruments=TwoVersions()).close_all()  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [1, 2])
async def test_equal_to_a_plain_recomputation(db: Database, insight: Insight, seed: int) -> None:
    rows, given = drawn(seed, 900)
    await fill(db, rows, given)
    await told_as_recomputed(insight, rows, given, "all", lambda row: "all")
    await told_as_recomputed(insight, rows, given, "channel", lambda row: row["channel"])
    await told_as_recomputed(insight, rows, given, "month", lambda row: f"{row['answered_on']:%Y-%m}")


async def told_as_recomputed(
    insight: Insight,
    rows: list[dict[str, Any]],
    given: Mapping[int, Mapping[str, int]],
    dimension: str,
    key_of: Callable[[dict[str, Any]], str],
) -> None:
    table = await insight.satisfaction(YEAR, dimension)
    keys = {key_of(row) for row in rows}
    assert {row.key for row in table.rows} == keys
    for row in table.rows:
        expected = plain([one for one in rows if key_of(one) == row.key], given)
        found = {name: row.figures[name].value for name in expected}
        assert found == pytest.approx(expected), row.key
        assert row.covers == ""


async def test_questions_have_their_shares_with_intervals(db: Database, insight: Insight) -> None:
    rows, given = drawn(3, 300)
    await fill(db, rows, given)
    table = await insight.factors(YEAR)
    for question, of in scores(rows, given).items():
        row = table.row(question)
        assert row is not None
        index, expected = row.figures["index"], share(sum(score >= 4 for score in of), len(of)).scaled(100)
        assert (index.value, index.low, index.high, index.n) == pytest.approx(
            (expected.value, expected.low, expected.high, len(of))
        )
        assert row.figures["mean"].value == pytest.approx(fmean(of))


async def test_flagged_answers_are_left_out(db: Database, insight: Insight) -> None:
    counted = [response(DAYS[0]) for _ in range(12)]
    flagged = [response(DAYS[0], flagged="burst") for _ in range(30)]
    given = {one["id"]: {"Q15": 5} for one in counted} | {one["id"]: {"Q15": 1} for one in flagged}
    await fill(db, [*counted, *flagged], given)
    table = await insight.factors(YEAR)
    row = table.row("Q15")
    assert row is not None
    assert (row.figures["index"].value, row.figures["index"].n) == (100, 12)
    assert table.facts["flagged"] == "30"


async def test_what_no_instrument_knows_counts_nothing(db: Database) -> None:
    rows = [response(DAYS[0]) for _ in range(12)] + [response(DAYS[0], instrument="2019-9") for _ in range(9)]
    odd = {rows[0]["id"]: {"Q15": 4, "Q99": 1, "Q1": 77, "Q2": 0}}
    await add_wave(db)
    await add_responses(db, {one["id"]: {"Q15": 4} for one in rows} | odd, *rows)
    await closer(db).close_all()
    table = await Insight(db).factors(YEAR)
    assert [(row.key, row.figures["index"].n) for row in table.rows if row.key[0] == "Q"] == [("Q15", 12)]


async def test_the_response_rate_is_of_those_who_were_asked(db: Database, insight: Insight) -> None:
    rows = [response(DAYS[0]) for _ in range(20)]
    await add_wave(db)
    await add(db, SurveyInvitation, *[invitation(DAYS[0]) for _ in range(50)])
    await add_responses(db, {one["id"]: {"Q15": 4} for one in rows}, *rows)
    await closer(db).close_all()
    row = (await insight.satisfaction(YEAR, "commune")).row("Xã A")
    assert row is not None
    assert row.figures["csat"].response_rate == 40


async def test_nine_answers_are_hidden_and_take_others_with_them(db: Database, insight: Insight) -> None:
    rows = [response(DAYS[0], commune=name) for name, n in NAMED.items() for _ in range(n)]
    await fill(db, rows, {one["id"]: {"Q15": 4} for one in rows})
    table = await insight.satisfaction(YEAR, "commune")
    assert {row.key: row.figures["csat"].n for row in table.rows} == {"Xã A": 30, "Xã B": None, "Xã C": None}
    hidden = table.row("Xã B")
    assert hidden is not None
    assert hidden.figures["csat"] == HIDDEN


NAMED = {"Xã A": 30, "Xã B": 11, "Xã C": 9}


async def test_a_month_of_answers_is_told_from_the_fifth_of_the_next_one(db: Database) -> None:
    rows = [response(date(2026, 10, 31)) for _ in range(12)]
    await add_wave(db)
    await add_responses(db, {one["id"]: {"Q15": 4} for one in rows}, *rows)
    assert await closer(db, moment(date(2026, 11, 4))).close_all() == 0
    assert await closer(db, moment(date(2026, 11, 5))).close_all() == 1
    assert await Insight(db).closed_months() == ["2026-10"]
