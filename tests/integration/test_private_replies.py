"""Replies that are shown once: brought to the citizen whatever happens, and then nowhere any more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import utc_now
from bot.conversation.delivery import PermanentFailure
from bot.conversation.handover import Talks
from bot.conversation.model import Conversation, Turn
from bot.conversation.nlu import NluAnswer
from bot.conversation.outbox import OutboxMessage
from bot.conversation.outcomes import Outcome
from bot.conversation.proactive import post
from bot.conversation.reconciler import PRIVATE_KEPT, Reconciler
from bot.conversation.replies import Reply, body_of
from bot.conversation.repository import lock_conversation
from bot.conversation.sender import ATTEMPT_LOST_AFTER, Sender
from bot.storage.database import Database
from tests.fakes.channel import FakeChannel
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app
from tests.integration.test_sender import running, until_states

PIN = Reply("Mã bí mật: 482915", instead="Mã đã gửi lúc 10:00.")


def after(span: timedelta) -> datetime:
    return utc_now() + span


async def posted(db: Database, *replies: Reply) -> None:
    async with db.transaction() as session:
        conversation = (await lock_conversation(session, "fake", "an", utc_now())).conversation
        await session.flush()
        await post(session, conversation.id, replies, utc_now(), channels={"fake": FakeChannel()})


async def texts(db: Database) -> Sequence[str]:
    async with db.reading() as session:
        rows = await session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [row.body["text"] for row in rows]


async def blanked(db: Database, later: timedelta) -> int:
    return await Reconciler(db, lambda: after(later)).blank()


async def test_soon_after_it_arrived_its_words_are_gone(db: Database) -> None:
    await posted(db, Reply("Dạ."), PIN)
    channel = FakeChannel()
    async with running(Sender(db, {"fake": channel}, utc_now)):
        await until_states(db, ["sent", "sent"])
    assert channel.sent == [("an", "Dạ."), ("an", PIN.text)]
    assert await blanked(db, timedelta(0)) == 0
    assert await blanked(db, PRIVATE_KEPT) == 1
    assert await texts(db) == ["Dạ.", PIN.instead]
    assert await blanked(db, PRIVATE_KEPT) == 0


async def test_one_that_a_crash_left_on_its_way_still_arrives(db: Database) -> None:
    await posted(db, PIN)
    async with db.transaction() as session:
        (await session.scalars(select(OutboxMessage))).one().begin_sending(after(ATTEMPT_LOST_AFTER))
    assert await blanked(db, timedelta(hours=1)) == 0
    channel = FakeChannel()
    async with running(Sender(db, {"fake": channel}, lambda: after(ATTEMPT_LOST_AFTER * 2))):
        await until_states(db, ["sent"])
    assert channel.sent == [("an", PIN.text)]


async def test_one_that_never_arrives_is_not_kept_either(db: Database) -> None:
    await posted(db, PIN)
    channel = FakeChannel()
    channel.failures[PIN.text] = PermanentFailure("gone")
    async with running(Sender(db, {"fake": channel}, utc_now)):
        await until_states(db, ["permanent_failure"])
    assert await blanked(db, PRIVATE_KEPT) == 1
    assert await texts(db) == [PIN.instead]


async def test_a_page_that_is_loaded_again_shows_it_for_a_while_and_officers_never_see_it(
    db: Database,
) -> None:
    nlu = FakeNlu()
    nlu.scripted["gửi"] = NluAnswer(Outcome.OPENED_TICKET, (PIN, Reply("Tiếp theo …")))
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        answer = await page.ask("gửi")
        assert [reply["text"] for reply in answer["replies"]] == [PIN.text, "Tiếp theo …"]
        assert "instead" not in f"{answer}"
        await until_states(db, ["sent", "sent"])
        assert [reply["text"] for reply in await page.read(2)] == [PIN.text, "Tiếp theo …"]
        async with db.reading() as session:
            talk = await session.scalar(select(Conversation.id))
            said = await Talks({}).excerpt(session, talk or 0, after(timedelta(minutes=1)), 5)
            assert [one.text for one in said] == ["gửi", PIN.instead, "Tiếp theo …"]
            assert "482915" not in f"{[turn.meta for turn in await session.scalars(select(Turn))]}"
        await blanked(db, PRIVATE_KEPT)
        assert [reply["text"] for reply in await page.read(2, after="0")] == [PIN.instead, "Tiếp theo …"]


@pytest.mark.parametrize("reply", [PIN, Reply("Dạ.")])
def test_pages_are_not_told_what_will_stand_there_later(reply: Reply) -> None:
    assert set(body_of(reply)) == {"text", "buttons", "images"}
