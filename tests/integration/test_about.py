"""What a conversation is about goes with each message, and stays where it was when Rasa says nothing."""

from dataclasses import replace

from bot.conversation.nlu import NluAnswer
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu, answer_to
from tests.integration.chat_app import chat_app


async def test_each_message_is_asked_with_what_the_talk_is_about(db: Database) -> None:
    nlu = FakeNlu()
    nlu.scripted["sang tên"] = replace(answer_to("sang tên"), about="1.013831")
    nlu.scripted["phí"] = replace(answer_to("phí"), about="1.013831")
    nlu.scripted["thôi"] = replace(answer_to("thôi"), about=None)
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        for text in ("sang tên", "phí", "thôi", "phí"):
            await page.ask(text)
    assert nlu.talks == [None, "1.013831", "1.013831", None]


async def test_an_answer_that_never_came_changes_nothing(db: Database) -> None:
    nlu = FakeNlu()
    nlu.scripted["sang tên"] = replace(answer_to("sang tên"), about="1.013831")
    nlu.scripted["a"] = NluAnswer()
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        for text in ("sang tên", "a", "phí"):
            await page.ask(text)
    assert nlu.talks == [None, "1.013831", "1.013831"]
