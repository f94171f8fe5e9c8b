"""What was said about a matter that went under the seal is in no log of the conversation."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.clock import utc_now
from bot.conversation.forgetting import forget_talk
from bot.conversation.model import Conversation, InboxMessage, Turn
from bot.conversation.outbox import ON_ITS_WAY, OutboxMessage
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app


async def sent(db: Database) -> None:
    """Returns once no reply is on its way any more."""
    waiting = select(OutboxMessage.id).where(OutboxMessage.state.in_(ON_ITS_WAY))
    async with asyncio.timeout(10):
        while True:
            async with db.reading() as session:
                if await session.scalar(waiting) is None:
                    return
            await asyncio.sleep(0.02)


async def test_both_sides_are_forgotten_and_what_comes_later_is_not(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        await page.ask("ông A bảo kê hút cát")
        await sent(db)
        async with db.transaction() as session:
            conversation = (await session.scalars(select(Conversation))).one()
            await forget_talk(session, conversation.id, utc_now() + timedelta(milliseconds=1))
        async with db.reading() as session:
            assert [*await session.scalars(select(Turn.text))] == ["…"]
            assert [*await session.scalars(select(InboxMessage.text))] == ["…"]
            bodies = [*await session.scalars(select(OutboxMessage.body))]
            assert bodies
            assert all(body["text"] == "…" and not body["buttons"] for body in bodies)
        assert (await page.ask("phí"))["replies"][0]["text"] != "…"
    async with db.reading() as session:
        assert [*await session.scalars(select(Turn.text).order_by(Turn.id))] == ["…", "phí"]
