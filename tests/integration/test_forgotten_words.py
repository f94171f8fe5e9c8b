"""Words that prove who somebody is are in no log once they are answered, however long that took."""

from sqlalchemy import select

from bot.conversation.model import InboxMessage, Turn
from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome
from bot.conversation.rasa_answer import parse_answer
from bot.conversation.replies import Reply
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app

FACTOR = "bon so la 5678"


def forgetful() -> FakeNlu:
    """Answers the factor with the wish that it be forgotten."""
    nlu = FakeNlu()
    nlu.scripted[FACTOR] = NluAnswer(Outcome.ANSWERED_STATUS, (Reply("Dạ."),), forget_text=True)
    return nlu


async def kept(db: Database) -> tuple[list[str | None], list[str | None]]:
    """The texts in the turn log and in the inbox."""
    async with db.reading() as session:
        turns = await session.scalars(select(Turn.text).order_by(Turn.id))
        inbox = await session.scalars(select(InboxMessage.text).order_by(InboxMessage.id))
        return list(turns), list(inbox)


async def test_only_the_words_that_are_to_be_forgotten_are(db: Database) -> None:
    async with chat_app(db, forgetful()) as http:
        page = await ChatPage.open(http)
        await page.ask("phí")
        await page.ask(FACTOR)
        await page.ask("nộp ở đâu")
    assert await kept(db) == (["phí", "…", "nộp ở đâu"],) * 2


async def test_the_notice_of_a_delay_forgets_them_too(db: Database) -> None:
    nlu = forgetful()
    nlu.down = True
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        assert (await page.ask(FACTOR))["meta"]["outcome"] == "failed_nlu"
        nlu.down = False
        assert [reply["text"] for reply in await page.read(3)][-1] == "Dạ."
    assert await kept(db) == (["…", "…"], ["…"])


def test_the_wish_comes_with_the_action_s_message() -> None:
    message = b'{"custom": {"outcome": "answered_status", "replies": [{"text": "D"}]%s}}'
    assert not parse_answer(b"[" + message % b"" + b"]").forget_text
    assert parse_answer(b"[" + message % b', "forget_text": true' + b"]").forget_text
