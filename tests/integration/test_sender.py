"""Replies on their way out: order, retries, and a sender that vanished."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import utc_now
from bot.conversation.delivery import Outgoing, PermanentFailure, TemporaryFailure
from bot.conversation.outbox import OutboxMessage, OutboxState
from bot.conversation.repository import lock_conversation
from bot.conversation.sender import ATTEMPT_LOST_AFTER, Sender
from bot.storage.database import Database
from tests.fakes.channel import FakeChannel


async def write_replies(db: Database, contact: str, *texts: str, channel: str = "fake") -> None:
    now = utc_now()
    async with db.transaction() as session:
        conversation = (await lock_conversation(session, channel, contact, now)).conversation
        for text in texts:
            session.add(
                OutboxMessage(
                    conversation_id=conversation.id,
                    seq=conversation.next_seq(),
                    body={"text": text, "buttons": [], "images": []},
                    due_at=now,
                    created_at=now,
                )
            )


async def states(db: Database) -> list[str]:
    async with db.reading() as session:
        return list(await session.scalars(select(OutboxMessage.state).order_by(OutboxMessage.id)))


@asynccontextmanager
async def running(sender: Sender) -> AsyncIterator[None]:
    task = asyncio.create_task(sender.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def until_states(db: Database, wanted: list[str]) -> None:
    async with asyncio.timeout(10):
        while await states(db) != wanted:
            await asyncio.sleep(0.02)


async def test_a_reply_that_fails_holds_back_those_after_it_and_nobody_elses(db: Database) -> None:
    await write_replies(db, "an", "a1", "a2")
    await write_replies(db, "bình", "b1")
    channel = FakeChannel()
    channel.failures["a1"] = TemporaryFailure("busy")
    async with running(Sender(db, {"fake": channel}, utc_now)):
        await until_states(db, ["sent"] * 3)
    assert channel.sent == [("bình", "b1"), ("an", "a1"), ("an", "a2")]


async def test_each_attempt_to_send_has_a_line_without_words(
    db: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, logger="chidan.conversation")
    await write_replies(db, "an", "a1")
    async with running(Sender(db, {"fake": FakeChannel()}, utc_now)):
        await until_states(db, ["sent"])
    assert [one.getMessage() for one in caplog.records] == ["reply 1: Sent"]


async def test_a_reply_that_never_arrives_lets_the_next_pass(db: Database) -> None:
    await write_replies(db, "an", "a1", "a2")
    channel = FakeChannel()
    channel.failures["a1"] = PermanentFailure("refused")
    async with running(Sender(db, {"fake": channel}, utc_now)):
        await until_states(db, ["permanent_failure", "sent"])
    assert channel.sent == [("an", "a2")]


async def test_a_channel_that_is_off_takes_nothing(db: Database) -> None:
    await write_replies(db, "an", "a1", channel="gone")
    async with running(Sender(db, {}, utc_now)):
        await until_states(db, ["permanent_failure"])


async def test_an_attempt_lost_with_its_process_is_made_again(db: Database) -> None:
    await write_replies(db, "an", "a1")
    async with db.transaction() as session:
        (await session.scalars(select(OutboxMessage))).one().begin_sending(utc_now() + ATTEMPT_LOST_AFTER)
    channel = FakeChannel()
    async with running(Sender(db, {"fake": channel}, utc_now)):
        await asyncio.sleep(0.7)
    assert channel.sent == []

    def later() -> datetime:
        return utc_now() + ATTEMPT_LOST_AFTER + timedelta(seconds=1)

    async with running(Sender(db, {"fake": channel}, later)):
        await until_states(db, [OutboxState.SENT])
    assert channel.sent == [("an", "a1")]


async def test_senders_side_by_side_send_each_reply_once(db: Database) -> None:
    for number in range(10):
        await write_replies(db, f"c{number}", "1", "2", "3")
    channel = FakeChannel()
    senders = [Sender(db, {"fake": channel}, utc_now) for _ in range(3)]
    async with running(senders[0]), running(senders[1]), running(senders[2]):
        await until_states(db, ["sent"] * 30)
    for number in range(10):
        assert [text for contact, text in channel.sent if contact == f"c{number}"] == ["1", "2", "3"]


class SlowChannel(FakeChannel):
    """Takes its time, and knows how many parts are being prepared and how many are in doubt."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self._db = db
        self.preparing = self.most_preparing = self.most_in_doubt = 0

    async def prepare(self, message: Outgoing) -> None:
        self.preparing += 1
        self.most_preparing = max(self.most_preparing, self.preparing)
        await asyncio.sleep(0.05)
        self.preparing -= 1

    async def send(self, message: Outgoing) -> str | None:
        sent_id = await super().send(message)
        await asyncio.sleep(0.01)
        settled = (await states(self._db)).count(OutboxState.SENT)
        self.most_in_doubt = max(self.most_in_doubt, len(self.sent) - settled)
        return sent_id


async def test_a_crash_finds_one_reply_of_a_channel_in_doubt_though_many_are_prepared(db: Database) -> None:
    for number in range(8):
        await write_replies(db, f"c{number}", "1", "2")
    channel = SlowChannel(db)
    async with running(Sender(db, {"fake": channel}, utc_now)):
        await until_states(db, ["sent"] * 16)
    assert channel.most_preparing > 1
    assert channel.most_in_doubt == 1


async def test_what_cannot_be_prepared_is_not_sent_and_holds_nobody_up(db: Database) -> None:
    class Refusing(FakeChannel):
        async def prepare(self, message: Outgoing) -> None:
            if message.contact_key == "an":
                raise PermanentFailure("too_large")

    await write_replies(db, "an", "a1")
    await write_replies(db, "bình", "b1")
    channel = Refusing()
    async with running(Sender(db, {"fake": channel}, utc_now)):
        await until_states(db, ["permanent_failure", "sent"])
    assert channel.sent == [("bình", "b1")]


async def test_a_reply_that_waited_too_long_for_its_channel_comes_later(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Hanging(FakeChannel):
        async def send(self, message: Outgoing) -> str | None:
            await asyncio.sleep(0.5 if message.contact_key == "an" else 0)
            return await super().send(message)

    monkeypatch.setattr("bot.conversation.sender.MOST_BEFORE", 0.2)
    await write_replies(db, "an", "a1")
    await write_replies(db, "bình", "b1")
    channel = Hanging()
    async with running(Sender(db, {"fake": channel}, utc_now)):
        await until_states(db, ["sent", "sent"])
    assert channel.sent == [("an", "a1"), ("bình", "b1")]
