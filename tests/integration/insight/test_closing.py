"""Months are closed once, by whichever process comes first, and never counted again."""

import asyncio
from datetime import date, datetime

from sqlalchemy import func, select

from bot.dossiers.model import Dossier
from bot.insight.figures import Period
from bot.insight.model import InsightBlock, InsightMonth, InsightTally
from bot.insight.service import Insight
from bot.storage.database import Database
from bot.surveys.model import SurveyAnswer, SurveyResponse
from tests.integration.insight.closed import closer
from tests.integration.insight.rows import add, add_responses, add_wave, dossier, response

OCTOBER = date(2026, 10, 14)
YEAR = Period("2026-01", "2026-12")


async def answers_of(db: Database, day: date, number: int, score: int = 4) -> None:
    rows = [response(day) for _ in range(number)]
    await add_responses(db, {row["id"]: {"Q15": score} for row in rows}, *rows)


async def rows_of(db: Database) -> tuple[int, ...]:
    async with db.reading() as session:
        counted = [
            await session.scalar(select(func.count()).select_from(model))
            for model in (InsightMonth, InsightTally, InsightBlock)
        ]
    return tuple(map(int, counted))


async def answered(db: Database) -> int | None:
    row = (await Insight(db).factors(YEAR)).row("Q15")
    return row.figures["index"].n if row else None


async def test_closing_again_changes_nothing(db: Database) -> None:
    await add_wave(db)
    await answers_of(db, OCTOBER, 12)
    assert await closer(db).close_all() == 1
    before = await rows_of(db)
    assert await closer(db).close_all() == 0
    assert await rows_of(db) == before


async def test_two_processes_close_a_month_once(db: Database) -> None:
    await add_wave(db)
    for month in range(1, 11):
        await answers_of(db, date(2026, month, 3), 12)
    done = await asyncio.gather(closer(db).close_all(), closer(db).close_all(), closer(db).close_all())
    # Whoever finds that somebody was quicker looks again an hour later.
    await closer(db).close_all()
    assert sum(done) <= 10
    assert await answered(db) == 120


async def test_what_comes_later_is_not_in_a_closed_month(db: Database) -> None:
    await add_wave(db)
    await answers_of(db, OCTOBER, 12)
    await closer(db).close_all()
    await answers_of(db, OCTOBER, 1)
    await closer(db).close_all()
    assert await answered(db) == 12


async def test_figures_outlive_the_answers(db: Database) -> None:
    await add_wave(db)
    await answers_of(db, OCTOBER, 12)
    await closer(db).close_all()
    async with db.transaction() as session:
        await session.execute(SurveyAnswer.__table__.delete())
        await session.execute(SurveyResponse.__table__.delete())
    await closer(db).close_all()
    assert await answered(db) == 12


async def test_a_source_that_had_nothing_is_closed_when_it_has(db: Database) -> None:
    """Whoever brings in the dossiers of the year a month after the first start finds them counted."""
    await add_wave(db)
    await answers_of(db, OCTOBER, 12)
    await closer(db).close_all()
    await add(db, Dossier, *[dossier(date(2026, 3, 3), date(2026, 3, 2)) for _ in range(10)])
    assert await closer(db).close_all() == 1
    row = (await Insight(db).deadlines(YEAR, "all")).row("all")
    assert row is not None
    assert row.figures["on_time"].value == 100


async def test_the_task_waits_until_nothing_more_comes_in(db: Database) -> None:
    await add_wave(db)
    task = closer(db)
    await answers_of(db, OCTOBER, 11)
    assert await task.look() == 0
    await answers_of(db, OCTOBER, 11)
    assert await task.look() == 0
    assert await task.look() == 1
    assert await answered(db) == 22


async def test_few_answers_a_month_are_told_over_months(db: Database) -> None:
    await add_wave(db)
    for month in (7, 8, 9):
        await answers_of(db, date(2026, month, 3), 6)
    await closer(db).close_all()
    table = await Insight(db).satisfaction(YEAR, "all")
    assert [(row.figures["csat"].n, row.covers) for row in table.rows] == [(12, "2026-07 2026-08")]
    months = await Insight(db).satisfaction(YEAR, "month")
    assert [(row.key, row.figures["csat"].n) for row in months.rows] == [
        ("2026-07", None),
        ("2026-08", 12),
        ("2026-09", None),
    ]
    assert months.rows[1].covers == "2026-07 2026-08"


async def test_a_month_is_over_by_vietnamese_time(db: Database) -> None:
    """Half past eleven at night in UTC is the next morning in Vietnam."""
    late = datetime.fromisoformat("2026-09-30T23:30:00+00:00")
    early = datetime.fromisoformat("2026-09-30T16:30:00+00:00")
    rows = [dossier(date(2026, 9, 30), date(2026, 9, 30), received_at=early) for _ in range(11)]
    rows += [dossier(date(2026, 9, 30), date(2026, 9, 30), received_at=late) for _ in range(13)]
    await add(db, Dossier, *rows)
    await closer(db).close_all()
    months = {row.key: row.figures["received"].value for row in (await Insight(db).public_months()).rows}
    assert months == {"2026-09": 11, "2026-10": 13}
