"""What is answered in a chat stands in no log, and an officer who enters the talk reads none of it."""

from pathlib import Path

from sqlalchemy import select

from bot.conversation.model import InboxMessage, Turn
from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Reply
from bot.storage.database import Database
from tests.integration.console.program import running_program

TAP = '/survey_answer{"survey":"aaaaaaabv7qa6weokymq","said":"Q10.1"}'
COMMENT = "anh ở quầy 2 đòi tiền cà phê"
SECRET_OFFER = "Dạ, chuyện tiền, quà thì cô/bác báo kín được."
TAKEN = NluAnswer(Outcome.TOOK_SURVEY_ANSWER, (Reply(SECRET_OFFER),), forget_text=True)


async def test_an_officer_sees_neither_answers_nor_what_was_said_to_them(
    db: Database, tmp_path: Path
) -> None:
    async with running_program(db, tmp_path) as program:
        program.nlu.scripted |= {TAP: TAKEN, COMMENT: TAKEN}
        await program.console.hire("lan", "hotline", level="L1")
        lan = await program.console.signed_in("lan")
        page = await program.citizen()
        await page.ask("xin chào")
        await page.post(10, payload=TAP)
        await page.ask(COMMENT)
        await page.ask("gặp cán bộ")
        [waiting] = await program.part.live.desk.waiting()
        await lan.post(f"/staff/live/{waiting.id}/take")
        shown = (await lan.get(f"/staff/live/{waiting.id}")).text
        assert "xin chào" in shown
        for words in ("báo kín", "quầy 2", "Q10"):
            assert words not in shown
        async with db.reading() as session:
            turns = await session.scalars(select(Turn.text))
            columns = select(InboxMessage.text, InboxMessage.payload)
            inbox = [text for row in await session.execute(columns) for text in row]
        kept = " ".join(filter(None, (*turns, *inbox)))
        assert "Q10" not in kept
        assert "quầy" not in kept
