"""A report on a wrong record is kept with the turn that makes it, on both databases."""

import logging
from datetime import UTC, datetime

import pytest

from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Reply
from bot.corrections.service import NOTED, REPORTED, open_reports, settle
from bot.effects import Effect
from bot.language.personal_data import mask
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app

NOW = datetime(2026, 11, 26, 8, tzinfo=UTC)
VERSION = "0123456789ab"


def answer_with(kind: str, **data: str) -> NluAnswer:
    """An answer that changes something, too."""
    return NluAnswer(Outcome.HANDED_OVER, (Reply("Dạ."),), effects=(Effect(kind, data),))


async def chat(db: Database, *turns: tuple[str, NluAnswer]) -> None:
    """One citizen says these texts and gets these answers."""
    nlu = FakeNlu()
    nlu.scripted |= {mask(text): answer for text, answer in turns}  # Rasa sees no personal numbers
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        for text, _ in turns:
            await page.ask(text)


REPORT = answer_with(REPORTED, procedure="1.013831", aspect="fee", version=VERSION)
NOTE = answer_with(NOTED, procedure="1.013831")


async def test_a_report_and_its_note_are_one_request(db: Database) -> None:
    await chat(db, ("báo sai", REPORT), ("báo sai nữa", REPORT), ("phí là 50 ngàn", NOTE), ("gấp", NOTE))
    [kept] = await open_reports(db)
    assert (kept.procedure, kept.aspect, kept.version) == ("1.013831", "fee", VERSION)
    assert kept.note == "phí là 50 ngàn\ngấp"


async def test_a_note_holds_no_personal_number(db: Database) -> None:
    await chat(db, ("báo sai", REPORT), ("gọi tôi 0912345678 nhé", NOTE))
    [kept] = await open_reports(db)
    assert kept.note == "gọi tôi [số điện thoại] nhé"


async def test_reports_of_two_citizens_stand_apart(db: Database) -> None:
    await chat(db, ("báo sai", REPORT))
    await chat(db, ("báo sai", REPORT))
    assert len(await open_reports(db)) == 2


async def test_a_settled_report_is_off_the_list_and_takes_no_note(db: Database) -> None:
    await chat(db, ("báo sai", REPORT))
    [kept] = await open_reports(db)
    assert await settle(db, kept.id, NOW)
    assert not await settle(db, kept.id + 1, NOW)
    assert await open_reports(db) == []


async def test_a_note_without_a_report_changes_nothing(db: Database) -> None:
    await chat(db, ("phí là 50 ngàn", NOTE))
    assert await open_reports(db) == []


async def test_an_effect_that_nobody_takes_loses_no_turn(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        await chat(db, ("phí", answer_with("unheard_of")))
    assert "nobody takes the effect 'unheard_of'" in caplog.text
