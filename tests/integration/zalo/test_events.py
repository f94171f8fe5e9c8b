"""Events of every kind reach the program, once, and only those that Zalo signed."""

import asyncio
import io
import itertools
import json
import re
from collections.abc import Sequence
from random import Random
from typing import Any

import aiohttp
import pytest
import segno
from sqlalchemy import select

from bot.conversation.model import Contact, InboxMessage
from bot.conversation.outcomes import Outcome, load_outcomes
from bot.storage.database import Database
from tests.emulators.zalo.citizen import Citizen
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.signing import SIGNINGS, Signing
from tests.emulators.zalo.spelling import SPELLINGS
from tests.integration.chat_app import FACTS
from tests.integration.zalo.program import SECONDS, Program, config_for, running, until

CODE = "H19.29-261120-0123"
MESSAGES, PEOPLE = 60, 6
FORGERIES = 300
FUZZED = 200
STAMP = "1764150000000"


def receipt() -> bytes:
    drawn = io.BytesIO()
    segno.make(CODE, micro=False).save(drawn, kind="png", scale=6, border=8)
    return drawn.getvalue()


async def inbox(db: Database) -> list[InboxMessage]:
    async with db.reading() as session:
        return list(await session.scalars(select(InboxMessage).order_by(InboxMessage.id)))


async def post(program: Program, raw: bytes, headers: dict[str, str] | None = None) -> int:
    url = f"{program.url}/webhooks/zalo"
    async with aiohttp.ClientSession() as http, http.post(url, data=raw, headers=headers) as answer:
        return answer.status


def signed(program: Program, raw: bytes) -> dict[str, str]:
    return Signing(timestamp="header").headers(program.emulator.account, raw, STAMP)


async def test_a_photo_of_a_receipt_is_read(program: Program) -> None:
    citizen = program.emulator.citizen()
    await citizen.send_photo(receipt(), "image/png")
    await until(lambda: len(citizen.sent) == 1)
    assert program.nlu.asked == [CODE]


@pytest.mark.parametrize("case", ["elsewhere", "redirect", "svg", "large", "gone"])
async def test_a_picture_that_must_not_be_fetched_is_not(program: Program, case: str) -> None:
    citizen, files = program.emulator.citizen(), program.emulator.files
    url = {
        "elsewhere": f"http://localhost:{program.emulator.url.rpartition(':')[2]}/files/avatar",
        "redirect": files.host_redirect(files.host(receipt(), "image/png")),
        "svg": files.host(b"<svg/>", "image/svg+xml"),
        "large": files.host(receipt() + b"\0" * 10 * 1024 * 1024, "image/png", sized=False),
        "gone": f"{program.emulator.url}/files/gone",
    }[case]
    await citizen.send_attachment("image", {"url": url, "thumbnail": url})
    await until(lambda: len(citizen.sent) == 1)
    assert program.nlu.asked == []
    assert citizen.texts == [load_outcomes(FACTS).replies(Outcome.REFUSED, "photo_not_read")[0].text]


async def test_other_attachments_are_answered(program: Program) -> None:
    citizen = program.emulator.citizen()
    acts = [
        citizen.send_sticker(),
        citizen.send_gif(b"GIF89a"),
        citizen.send_audio(b"a"),
        citizen.send_video(b"a"),
        citizen.send_file("a.pdf", b"%PDF"),
        citizen.send_link("https://a.vn"),
        citizen.send_location("10.76", "106.65"),
        citizen.send_business_card("https://zalo.me/1", "An"),
        citizen.submit_info("Trần Thị Tư", "84912345678"),
        citizen.submit_info_as_before("Trần Thị Tư", 84912345679),
    ]
    for number, act in enumerate(acts, 1):
        assert (await act).arrived
        await until(lambda wanted=number: len(citizen.sent) == wanted)
    rows = await inbox(program.db)
    assert not any("849123" in str((row.text, row.attachment, row.external_id)) for row in rows)


async def test_while_an_officer_writes_the_program_is_silent(program: Program) -> None:
    citizen, other = program.emulator.citizen(), program.emulator.citizen()
    await program.emulator.officer.write(citizen.person, "Chào bác, em là cán bộ.")
    await citizen.send_text("dạ")
    await other.send_text("xin chào")
    await until(lambda: len(other.sent) == 1)
    assert citizen.texts == ["Chào bác, em là cán bộ."]


async def test_our_own_echo_is_no_officer(program: Program) -> None:
    citizen = program.emulator.citizen()
    for number in (1, 2):
        await citizen.send_text(f"câu {number}")
        await until(lambda wanted=number: len(citizen.sent) == wanted)
        await program.emulator.webhook.settled()


async def test_who_follows_no_more_has_left_until_they_write(program: Program) -> None:
    async def left() -> bool:
        async with program.db.reading() as session:
            contact = await session.scalar(select(Contact).filter_by(contact_key=citizen.id))
        assert contact is not None
        return contact.left_at is not None

    citizen = program.emulator.citizen()
    await citizen.unfollow()
    assert await left()
    await citizen.send_text("dạ")
    assert not await left()


async def test_receipts_bring_a_reply_further(
    db: Database, emulator: ZaloEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.zalo.receipts.PAUSE_SECONDS", 0.2)
    citizen = emulator.citizen()
    async with running(db, emulator, config_for(emulator)) as program:
        await citizen.send_text("dạ")
        await becomes(program, "delivered")
        await citizen.look()
        await becomes(program, "seen")


async def becomes(program: Program, state: str) -> None:
    """Returns once the only reply is in that state."""
    async with asyncio.timeout(SECONDS):
        while [found for found, _ in await program.outbox()] != [state]:
            await asyncio.sleep(0.05)


async def test_doubled_and_shuffled_events_are_answered_once_each(program: Program) -> None:
    people = [program.emulator.citizen() for _ in range(PEOPLE)]
    program.emulator.webhook.hold()
    for number in range(MESSAGES):
        await people[number % PEOPLE].send_text(f"câu {number}: cần giấy tờ gì vậy em ơi?")
    await program.emulator.webhook.release(Random(7), doubled=0.3)
    assert len(await inbox(program.db)) == MESSAGES
    await until(lambda: len(answered(people)) >= MESSAGES)
    assert sorted(answered(people)) == list(range(MESSAGES))


def answered(people: Sequence[Citizen]) -> list[int]:
    """The numbers of the questions that were answered."""
    texts = "\n".join(text for citizen in people for text in citizen.texts)
    return [int(number) for number in re.findall(r"câu (\d+):", texts)]


async def test_what_is_not_stored_is_not_acknowledged_and_comes_again(emulator: ZaloEmulator) -> None:
    broken = Database("sqlite:////nowhere/at/all/chidan.db")
    async with running(broken, emulator, config_for(emulator)):
        delivery = await emulator.citizen().send_text("dạ")
        await emulator.webhook.settled()
    assert [attempt.status for attempt in delivery.attempts] == [503] * 6
    await broken.close()


async def test_events_signed_in_any_reported_way_are_taken(program: Program) -> None:
    citizen, webhook = program.emulator.citizen(), program.emulator.webhook
    for signing, spelling in zip(SIGNINGS, itertools.cycle(SPELLINGS), strict=False):
        webhook.signing, webhook.spelling = signing, spelling
        assert (await citizen.send_text("dạ")).arrived


async def test_forgeries_are_refused(program: Program) -> None:
    dice, citizen = Random(3), program.emulator.citizen()
    delivery = await citizen.send_text("dạ")
    before = len(await inbox(program.db))
    for number in range(FORGERIES):
        changed = bytearray(delivery.body)
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
        headers = dict(delivery.headers) if number % 3 else {}
        assert await post(program, bytes(changed), headers) == 403
    assert len(await inbox(program.db)) == before


async def test_the_probe_of_the_console_is_answered(program: Program) -> None:
    url = f"{program.url}/webhooks/zalo"
    assert await post(program, b"{}") == 200
    assert await post(program, b" {}\n") == 200
    async with aiohttp.ClientSession() as http, http.get(url, params={"hub.challenge": "1"}) as answer:
        assert answer.status == 200
    assert await inbox(program.db) == []


async def test_a_body_that_is_too_large_is_not_read(program: Program) -> None:
    raw = json.dumps({"event_name": "a" * 256 * 1024}).encode()
    assert await post(program, raw, signed(program, raw)) == 413


async def test_no_body_makes_the_program_stumble(program: Program) -> None:
    dice = Random(11)
    delivery = await program.emulator.citizen().send_attachment(
        "image", {"url": "https://a.zdn.vn/a.jpg"}, "dạ"
    )
    for _ in range(FUZZED):
        raw = fuzzed(delivery.body, dice)
        assert await post(program, raw, signed(program, raw)) == 200


def fuzzed(raw: bytes, dice: Random) -> bytes:
    """The event with one value replaced by a strange one, or with bytes changed."""
    if dice.random() < 0.3:
        changed = bytearray(raw)
        for _ in range(dice.randrange(1, 6)):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
        return bytes(changed)
    event = json.loads(raw)
    part = event
    while True:
        key = dice.choice(list(part)) if isinstance(part, dict) else dice.randrange(len(part))
        inner = part[key]
        if not isinstance(inner, dict | list) or not inner or dice.random() < 0.3:
            part[key] = dice.choice(STRANGE)
            return json.dumps(event).encode()
        part = inner


STRANGE: list[Any] = [
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    "",
    "\0",
    "\ud83d",
    "a" * 9_000,
    "'; --",
    [],
    {},
    [[[]]],
    {"id": {"id": 1}},
    "user_send_text",
    "follow",
    "user_seen_message",
    "../../etc",
    "１２３",
]
