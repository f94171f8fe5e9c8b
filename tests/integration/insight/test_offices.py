"""Deadlines, tickets, questions and papers as they are told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.dossiers.model import Dossier, DossierEvent
from bot.hotline.model import TicketEvent
from bot.insight.figures import HIDDEN, Period
from bot.insight.service import Insight
from bot.storage.database import Database
from tests.integration.insight.closed import NOW, closer
from tests.integration.insight.rows import add, add_ticket, add_turns, dossier, moment

MONTH = Period("2026-10", "2026-10")
DUE = date(2026, 10, 14)


@pytest.fixture
def insight(db: Database) -> Insight:
    return Insight(db)


def dossiers(on_time: int, late: int, **other: Any) -> list[dict[str, Any]]:
    after = DUE + timedelta(days=2)
    kept = [dossier(DUE, DUE - timedelta(days=1), **other) for _ in range(on_time)]
    return kept + [dossier(DUE, after, **other) for _ in range(late)]


async def test_dossiers_due_are_kept_or_late(db: Database, insight: Insight) -> None:
    rows = [*dossiers(30, 10), dossier(DUE, None), *dossiers(5, 4, unit="Xã B")]
    rows += [
        dossier(DUE, None, status="withdrawn"),
        dossier(DUE, None, status="supplement_asked"),
    ]
    await add(db, Dossier, *rows)
    await closer(db).close_all()
    table = await insight.deadlines(MONTH, "commune")
    # Of Xã B nine are too few, and Xã A would tell of it: all but nine.
    assert {row.key: row.figures["late"] for row in table.rows} == {"Xã A": HIDDEN, "Xã B": HIDDEN}
    [row] = (await insight.deadlines(MONTH, "all")).rows
    assert (row.figures["on_time"].n, row.figures["on_time"].value) == (50, 70)
    wednesday = (await insight.deadlines(MONTH, "weekday")).row("3")
    assert wednesday is not None
    assert wednesday.figures["2026-10"].value == wednesday.figures["all"].value == 30


async def test_formulas_of_766(db: Database, insight: Insight) -> None:
    await add(db, Dossier, *dossiers(95, 5))
    for number in range(20):
        kept = moment(DUE, 3) if number >= 2 else moment(DUE, 9)
        verdict = "not_solved" if number == 7 else None
        promise = {"due_at": moment(DUE, 4), "kept_at": kept}
        await add_ticket(db, moment(DUE, 1), [promise], verdict=verdict, dossier_code=f"H19.{number}")
    await closer(db).close_all()
    found = {row.key: row.figures["share"].value for row in (await insight.service_766(MONTH)).rows}
    assert found["2.1"] == 95
    assert found["5.2"] == 90
    assert found["5.3"] == 85
    assert found["5.4"] == pytest.approx(95)


async def test_service_is_less_by_late_dossiers_and_by_those_with_feedback(
    db: Database, insight: Insight
) -> None:
    rows = dossiers(80, 20)
    await add(db, Dossier, *rows)
    for row in rows[:4]:
        await add_ticket(db, moment(DUE), [], dossier_code=row["code"])
    await closer(db).close_all()
    row = (await insight.service_766(MONTH)).row("5.4")
    assert row is not None
    assert row.figures["share"].value == pytest.approx(100 - 20 - 4)
    assert row.figures["points"].value == pytest.approx(100 * 76 / 90)


async def test_promises_by_kind(db: Database, insight: Insight) -> None:
    for number in range(12):
        owed = [
            {"kind": "acknowledge", "due_at": moment(DUE, 2), "kept_at": moment(DUE, 1)},
            {"kind": "solution", "due_at": moment(DUE, 4), "kept_at": moment(DUE, 3) if number else None},
        ]
        await add_ticket(db, moment(DUE), owed)
    await closer(db).close_all()
    found = {row.key: row.figures["kept"].value for row in (await insight.promises(MONTH)).rows}
    assert found == {
        "all": pytest.approx(1100 / 12),
        "acknowledge": 100,
        "solution": pytest.approx(1100 / 12),
    }


async def test_open_tickets_by_age_hide_a_few(db: Database, insight: Insight) -> None:
    for days, number in ((0, 14), (5, 11), (10, 3)):
        for _ in range(number):
            await add_ticket(db, NOW - timedelta(days=days), [], state="new")
    table = await insight.ageing(NOW)
    assert [row.figures["count"].value for row in table.rows] == [14, None, None, 0, 0]


async def test_reopened_tickets_are_public(db: Database, insight: Insight) -> None:
    for number in range(15):
        ticket = await add_ticket(db, moment(DUE), [])
        kinds = ["answered", "reopened"] if number < 4 else ["answered"]
        common = {"ticket_id": ticket, "at": moment(DUE), "actor_kind": "bot", "actor_name": ""}
        await add(db, TicketEvent, *[common | {"kind": kind, "text": "", "data": {}} for kind in kinds])
    await closer(db).close_all()
    [row] = (await insight.public_months()).rows
    assert (row.key, row.figures["reopened"].value) == ("2026-10", 4)


async def test_the_funnel_counts_messages_and_hides_by_people(db: Database, insight: Insight) -> None:
    at = {"created_at": moment(DUE)}
    asked = {"text": "xin giấy chứng nhận", "meta": {"procedure": {"code": "1.1", "confidence": 1}}}
    await add_turns(
        db,
        12,
        [
            at | asked | {"outcome": "answered"},
            at | {"text": '/ask{"procedure":"1.1"}', "outcome": "opened_ticket"},
            at | {"outcome": "unknown", "text": "con mèo kêu"},
            at | {"outcome": "chatted"},
        ],
    )
    await add_turns(db, 9, [at | {"outcome": "unknown", "text": "riêng của chín người"}])
    await closer(db).close_all()
    found = {row.key: row.figures["count"].value for row in (await insight.funnel(MONTH)).rows}
    assert {key: found[key] for key in ("asked", "understood", "answered", "handed_over")} == {
        "asked": 45,
        "understood": 24,
        "answered": 12,
        "handed_over": 12,
    }
    buttons = (await insight.entries(MONTH)).row("button:handed_over")
    assert buttons is not None
    assert (buttons.figures["count"].value, buttons.figures["share"].value) == (12, 100)
    [most] = (await insight.asked(MONTH)).rows
    assert (most.key, most.figures["count"].value, most.figures["share"].value) == ("1.1", 12, 100)
    # Nine are too few for their words, and alone would be too few even as a number: so the twelve go, too.
    assert (await insight.unanswered(MONTH)).rows == []


async def test_what_many_wrote_is_told_in_words(db: Database, insight: Insight) -> None:
    at = {"created_at": moment(DUE), "outcome": "unknown"}
    await add_turns(db, 12, [at | {"text": "Con mèo kêu?"}])
    await add_turns(db, 4, [at | {"text": "a"}])
    await add_turns(db, 7, [at | {"text": "b"}])
    await closer(db).close_all()
    rows = (await insight.unanswered(MONTH)).rows
    assert [(row.title, row.figures["count"].value) for row in rows] == [("con meo keu", 12), ("", 11)]


async def test_nothing_of_sealed_reports_is_counted(db: Database, insight: Insight) -> None:
    at = {"created_at": moment(DUE)}
    await add_turns(
        db,
        15,
        [
            at | {"outcome": "opened_ticket", "meta": {"track": "denunciation"}, "text": "tôi tố cáo"},
            at | {"outcome": "asked_back_situation", "text": "…"},
        ],
    )
    await closer(db).close_all()
    assert await insight.closed_months() == []


async def test_papers_by_questions_supplements_and_complaints(db: Database, insight: Insight) -> None:
    at = {"created_at": moment(DUE), "outcome": "answered"}
    await add_turns(db, 12, [at | {"text": "mất sổ đỏ thì cần giấy gì"}])
    rows = [dossier(DUE, DUE, missing=["Bản sao Sổ hồng", "CCCD"]) | {"id": 900 + n} for n in range(11)]
    await add(db, Dossier, *rows)
    events = [
        {"dossier_id": row["id"], "status": "supplement_asked", "at": moment(DUE), "seen_at": moment(DUE)}
        for row in rows
    ]
    await add(db, DossierEvent, *events)
    for _ in range(10):
        await add_ticket(db, moment(DUE), [], summary="bắt nộp sổ đỏ gốc ba lần")
    await closer(db).close_all()
    table = await insight.papers(MONTH)
    assert [(row.key, [one.value for one in row.figures.values()]) for row in table.rows] == [
        ("so_do", [12, 11, 10]),
        ("can_cuoc", [None, 11, None]),
    ]


async def test_dates_are_those_of_vietnam(db: Database, insight: Insight) -> None:
    at = {"created_at": datetime(2026, 9, 30, 17, 30, tzinfo=UTC), "outcome": "answered"}
    await add_turns(db, 10, [at])
    await closer(db).close_all()
    assert await insight.closed_months() == ["2026-10"]
