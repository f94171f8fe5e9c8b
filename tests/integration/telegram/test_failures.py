"""Replies when Telegram fails, refuses or does not answer."""

import asyncio
import logging

import pytest

from bot.conversation.nlu import NluAnswer
from bot.conversation.outbox import OutboxState
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply
from bot.findings import Finding
from bot.storage.database import Database
from tests.emulators.faults import Fault, bad_gateway, reset
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.telegram.refusals import bad_request, floods, refuses
from tests.integration.telegram.outbox import failed, replies, settled, the_contact
from tests.integration.telegram.running import talking, telegram_program
from tests.unit.conversation.test_photo_codes import receipt

pytestmark = pytest.mark.alone

# At this level they tell every row that is written.
DATABASE_LOGGERS = ("sqlalchemy", "aiosqlite", "psycopg")


@pytest.mark.parametrize(("fault", "reason"), [(floods(1), "flood"), (bad_gateway, "server_error")])
async def test_what_fails_for_now_is_sent_again(
    db: Database, emulator: TelegramEmulator, fault: Fault, reason: str
) -> None:
    an = emulator.add_citizen("An")
    emulator.faults.next("sendMessage", fault)
    async with talking(db, emulator):
        an.say("sang tên")
        assert (await failed(db)).error == reason
        await an.chat.wait_for(1)
        (reply,) = await settled(db)
    assert (reply.state, reply.attempts) == (OutboxState.SENT, 2)
    assert reply.sent_id == str(an.chat.sent[0].id)


async def test_what_may_have_arrived_is_not_sent_again(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    emulator.faults.next("sendMessage", reset(processed=True))
    async with talking(db, emulator):
        an.say("sang tên")
        (reply,) = await settled(db)
        an.say("phí")
        await an.chat.wait_for(2)
    assert (reply.state, reply.error) == (OutboxState.UNKNOWN, "no_answer")
    assert [line.text for line in an.chat.sent] == ["về sang tên", "về phí"]


async def test_what_is_refused_for_good_does_not_hold_up_the_next(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    emulator.faults.next("sendMessage", refuses(bad_request("message is too long")))
    async with talking(db, emulator):
        an.say("sang tên")
        (reply,) = await settled(db)
        an.say("phí")
        await an.chat.wait_for(1)
    assert (reply.state, reply.error) == (OutboxState.PERMANENT_FAILURE, "refused")


async def test_who_has_blocked_the_bot_has_left_until_they_write_again(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator):
        an.say("sang tên")
        await an.chat.wait_for(1)
        an.block()
        await emulator.delivery.settled()
        assert (await the_contact(db)).left_at is not None
        an.say("phí")
        await an.chat.wait_for(2)
        assert (await the_contact(db)).left_at is None


async def test_a_refused_reply_tells_that_the_person_is_gone(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        program.nlu.seconds = 0.3
        an.say("sang tên")
        await emulator.delivery.settled()
        an.leave_telegram()
        (reply,) = await settled(db)
    assert (reply.state, reply.error) == (OutboxState.PERMANENT_FAILURE, "gone")
    assert (await the_contact(db)).left_at is not None


async def test_a_refused_token_is_told_and_replies_wait_for_a_new_one(
    db: Database, emulator: TelegramEmulator
) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        emulator.api._account = type(emulator.account)(token="1:" + "x" * 35)
        an.say("sang tên")
        assert (await failed(db)).error == "token"
        assert program.telegram.findings() == [Finding("telegram_token_refused")]
        emulator.api._account = emulator.account
        await settled(db)
        assert program.telegram.findings() == []


async def test_the_server_starts_without_telegram_and_finds_it_later(
    db: Database, unused_tcp_port: int
) -> None:
    emulator = TelegramEmulator()
    an = emulator.add_citizen("An")
    url = f"http://127.0.0.1:{unused_tcp_port}"
    async with telegram_program(db, url, emulator.token) as program:
        assert program.telegram.findings() == [Finding("telegram_no_contact")]
        async with emulator.running(unused_tcp_port), asyncio.timeout(10):
            while program.telegram.findings():
                await asyncio.sleep(0.02)
            an.say("sang tên")
            await an.chat.wait_for(1)


async def test_a_quick_talk_is_paced_and_nothing_is_refused(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator) as program:
        bubbles = tuple(Reply(f"ý {number}") for number in range(5))
        program.nlu.scripted["hỏi"] = NluAnswer(Outcome.ANSWERED, bubbles, Meta(), ())
        an.say("hỏi")
        await an.chat.wait_for(5)
    assert [line.text for line in an.chat.sent] == [bubble.text for bubble in bubbles]
    assert all(call.code == 200 for call in emulator.api.calls)
    assert all(reply.attempts == 1 for reply in await replies(db))


async def test_neither_the_token_nor_what_was_said_is_logged(
    db: Database, emulator: TelegramEmulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    an = emulator.add_citizen("Nguyễn Thị An")
    for call in ("setWebhook", "sendMessage", "answerCallbackQuery", "file"):
        emulator.faults.next(call, bad_gateway)
    async with talking(db, emulator):
        an.say("sang tên cho con trai")
        await an.chat.wait_for(1)
        an.tap("Phí")
        an.send_photo(receipt())
        await an.chat.wait_for(3)
    secrets = (emulator.token, "con trai", "Nguyễn Thị An", str(an.person.id))
    own = [record for record in caplog.records if not record.name.startswith(DATABASE_LOGGERS)]
    told = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in own)
    assert "telling Telegram of the bot" in told
    assert "photo not read" in told
    assert not [secret for secret in secrets if secret in told]
