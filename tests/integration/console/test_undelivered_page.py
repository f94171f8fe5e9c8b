"""Officers see which replies never arrived, why, and which ticket they belong to."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.conversation.outbox import OutboxMessage
from bot.conversation.proactive import conversation_of
from bot.storage.database import Database
from bot.undelivered.routes import load_words
from tests.integration.console.program import MORNING, Program, running_program
from tests.integration.dossiers.people import new_person
from tests.integration.hotline.world import draft


async def lost_reply(program: Program, error: str, days_ago: float = 0) -> int:
    """A reply that failed for good; the conversation that it was for."""
    person = await new_person(program.db)
    async with program.db.transaction() as session:
        talk = await conversation_of(session, person)
        assert talk is not None
        reply = OutboxMessage(
            conversation_id=talk,
            seq=1,
            body={"text": "chữ riêng của người dân", "buttons": []},
            due_at=MORNING,
            created_at=MORNING - timedelta(days=days_ago),
        )
        session.add(reply)
        await session.flush()
        reply.give_up(error)
    return talk


async def shown(program: Program, login: str = "lan") -> str:
    """The page as that officer gets it."""
    browser = await program.console.signed_in(login)
    return (await browser.get("/staff/undelivered")).text


async def test_each_lost_reply_has_its_reason_and_its_ticket(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        talk = await lost_reply(program, "gone")
        await lost_reply(program, "-232")
        await lost_reply(program, "brand_new", days_ago=8)
        opened = await program.part.desk.open(draft(conversation_id=talk), MORNING)
        await program.console.hire("lan", "hotline")
        page = await shown(program)
    assert "Trả lời chưa tới (2)" in page
    assert "đã chặn hoặc rời tài khoản" in page
    assert "chưa từng nhắn" in page
    assert opened.code in page
    assert "brand_new" not in page
    assert "chữ riêng" not in page


async def test_a_word_that_nobody_explained_is_shown_as_text(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        await lost_reply(program, "<b>odd</b>")
        await program.console.hire("lan", "hotline")
        page = await shown(program)
    assert "&lt;b&gt;odd&lt;/b&gt;" in page


async def test_without_any_it_says_so_and_others_may_not_look(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        await program.console.hire("lan", "hotline")
        await program.console.hire("tra", "inspector")
        page = await shown(program)
        refused = await (await program.console.signed_in("tra")).get("/staff/undelivered")
    assert "đều đã tới nơi" in page
    assert refused.status == 403


@pytest.mark.parametrize("word", ["gone", "window_closed", "too_old", "timeout", "channel_off"])
def test_the_words_of_the_channels_are_explained(word: str) -> None:
    assert load_words().reasons[word].endswith(".")
