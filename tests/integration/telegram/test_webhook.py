"""The door that Telegram posts to."""

import json
import random
from typing import Any

import aiohttp
import pytest

from bot.findings import Finding
from bot.storage.database import Database
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.integration.telegram.running import SECRET, Program, talking, telegram_program
from tests.unit.channels.telegram.update import file, message, sizes, standing, tap

MUTATIONS = 200
HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def post(program: Program, body: bytes, headers: dict[str, str] | None = None) -> int:
    given = {HEADER: SECRET} if headers is None else headers
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{program.url}/webhooks/telegram", data=body, headers=given) as response,
    ):
        return response.status


def update(**content: Any) -> bytes:
    return json.dumps(message(**content)).encode()


@pytest.mark.parametrize("given", [{}, {HEADER: ""}, {HEADER: SECRET[:-1]}, {HEADER: SECRET + "x"}])
async def test_who_does_not_know_the_secret_is_turned_away(
    db: Database, emulator: TelegramEmulator, given: dict[str, str]
) -> None:
    async with talking(db, emulator) as program:
        assert await post(program, update(text="sang tên"), given) == 403
        assert program.nlu.asked == []


async def test_without_a_secret_nobody_is_let_in(db: Database, emulator: TelegramEmulator) -> None:
    async with telegram_program(db, emulator.url, emulator.token, secret="") as program:
        assert await post(program, update(text="sang tên"), {}) == 403
        assert await post(program, update(text="sang tên"), {HEADER: ""}) == 403
        assert program.telegram.findings() == [Finding("telegram_no_address")]
    assert emulator.webhook.url == ""


async def test_what_is_too_large_is_refused(db: Database, emulator: TelegramEmulator) -> None:
    async def in_chunks() -> Any:
        for _ in range(300):
            yield b"x" * 1024

    async with talking(db, emulator) as program:
        assert await post(program, b"x" * (256 * 1024 + 1)) == 413
        assert await post(program, in_chunks()) == 413  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"update_id":1,"message":5}'],
    ids=["nothing", "object", "list", "cut off", "no text", "deep", "no message"],
)
async def test_what_is_no_update_is_not_sent_again(
    db: Database, emulator: TelegramEmulator, body: bytes
) -> None:
    async with talking(db, emulator) as program:
        assert await post(program, body) == 200
        assert program.nlu.asked == []


async def test_no_mutation_of_an_update_breaks_anything(db: Database, emulator: TelegramEmulator) -> None:
    chance = random.Random(3)
    whole = [
        update(text="sang tên \ud83c sổ đỏ\0"),
        update(photo=sizes(90, 320), caption="\0"),
        update(document=file("doc\0", mime_type="image/png")),
        json.dumps(tap("/status")).encode(),
        json.dumps(standing("kicked")).encode(),
    ]
    async with talking(db, emulator) as program:
        for _ in range(MUTATIONS):
            body = bytearray(chance.choice(whole))
            for _ in range(chance.randint(0, 4)):
                body[chance.randrange(len(body))] = chance.choice(b'0123456789"{}[]:,\\\x00\xff a')
            assert await post(program, bytes(body)) == 200


async def test_what_could_not_be_stored_comes_again(db: Database, emulator: TelegramEmulator) -> None:
    an = emulator.add_citizen("An")
    async with talking(db, emulator, stumbles=2):
        an.say("sang tên")
        (answer,) = await an.chat.wait_for(1)
        await emulator.delivery.settled()
    assert answer.text == "về sang tên"
    assert [tried.status for tried in emulator.posts.tries] == [503, 503, 200]
