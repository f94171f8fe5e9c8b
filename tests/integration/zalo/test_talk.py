"""A person and the program talk by Zalo."""

import asyncio
import logging

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import select

from bot.channels.zalo.model import ZaloTokens
from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply
from bot.storage.database import Database
from tests.emulators.faults import Handler, bad_gateway, reset
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.refusals import refuses
from tests.integration.zalo.program import Program, config_for, running, until


async def test_a_question_is_answered_with_buttons_that_can_be_tapped(program: Program) -> None:
    citizen = program.emulator.citizen()
    delivery = await citizen.send_text("sang tên sổ đỏ cần gì")
    assert delivery.arrived
    await until(lambda: len(citizen.sent) == 1)
    assert citizen.texts == ["về sang tên sổ đỏ cần gì"]
    await citizen.tap("Phí")
    await until(lambda: len(citizen.sent) == 2)
    assert program.nlu.asked[-1] == '/ask_fee{"procedure":"1.013831"}'


async def test_who_follows_is_greeted(program: Program) -> None:
    citizen = program.emulator.citizen(follows=False)
    await citizen.follow()
    await until(lambda: len(citizen.sent) == 1)
    assert program.nlu.asked == ["/greet"]


async def test_a_long_answer_comes_in_parts_and_in_order(program: Program) -> None:
    long = "\n\n".join(f"{number}. {'giấy tờ ' * 60}" for number in range(1, 16))
    program.nlu.scripted["hỏi"] = NluAnswer(Outcome.ANSWERED, (Reply(long),), Meta(), ())
    citizen = program.emulator.citizen()
    await citizen.send_text("hỏi")
    await until(lambda: "15. " in "".join(citizen.texts))
    assert len(citizen.texts) > 3
    told = "\n\n".join(citizen.texts)
    assert [f"{number}. " in told for number in range(1, 16)] == [True] * 15
    assert "".join(told.split()) == "".join(long.split())


async def test_a_reply_that_was_not_taken_is_brought_again(program: Program) -> None:
    citizen = program.emulator.citizen()
    program.emulator.faults.next("cs", bad_gateway)
    await citizen.send_text("dạ")
    await until(lambda: len(citizen.sent) == 1)


async def test_a_reply_whose_answer_was_lost_is_not_brought_again(program: Program) -> None:
    citizen = program.emulator.citizen()
    program.emulator.faults.next("cs", reset(processed=True))
    await citizen.send_text("một")
    await citizen.send_text("hai")
    await until(lambda: "hai" in "".join(citizen.texts))
    await until_failed(program, "unknown")
    assert "".join(citizen.texts).count("một") == 1


async def test_a_reply_that_nobody_can_get_is_given_up(program: Program) -> None:
    citizen = program.emulator.citizen()
    program.emulator.faults.next("cs", refuses(-230))
    await citizen.send_text("một")
    await until_failed(program, "permanent_failure")
    assert ("permanent_failure", "-230") in await program.outbox()


async def until_failed(program: Program, state: str) -> None:
    """Returns once a reply has ended so."""
    async with asyncio.timeout(10):
        while state not in [found for found, _ in await program.outbox()]:
            await asyncio.sleep(0.05)


async def test_a_pair_that_comes_while_the_program_ends_is_kept(db: Database, emulator: ZaloEmulator) -> None:
    asked = asyncio.Event()

    async def slow(request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request)
        asked.set()
        await asyncio.sleep(0.5)
        return answer

    emulator.faults.next("oauth", slow)
    async with running(db, emulator, config_for(emulator)):
        await asked.wait()
    async with db.reading() as session:
        kept = await session.scalar(select(ZaloTokens))
    assert kept is not None
    assert kept.renewed_at is not None
    assert kept.lease is None


async def test_the_log_knows_no_words_no_people_and_no_tokens(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    citizen = program.emulator.citizen("Trần Thị Tư")
    await citizen.send_text("sổ đỏ nhà em")
    await citizen.send_photo(b"not a picture", "image/png")
    program.emulator.faults.next("cs", refuses(-201, "user_id"))
    await citizen.submit_info("Trần Thị Tư", "84912345678")
    await until(lambda: len(citizen.sent) >= 2)
    pair = program.emulator.tokens.pair
    assert pair is not None
    logged = [record.getMessage() for record in caplog.records if is_ours(record)]
    assert logged
    for secret in (citizen.id, "sổ đỏ", "84912345678", "Thị Tư", pair.access_token, pair.refresh_token):
        assert not [line for line in logged if secret in line]


def is_ours(record: logging.LogRecord) -> bool:
    """Whether the program would write it down, or could if asked for more."""
    return record.name.startswith("chidan") or record.levelno >= logging.INFO


async def test_the_picture_of_the_phone_card_is_served(program: Program) -> None:
    async with aiohttp.ClientSession() as http, http.get(f"{program.url}/zalo/phone.png") as answer:
        assert answer.content_type == "image/png"
        assert (await answer.read()).startswith(b"\x89PNG")
