"""What people do in the Telegram emulator reaches the bot, by polling or by the webhook."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta, timezone

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden

from tests.emulators.clock import HandClock
from tests.emulators.telegram.citizen import HOME, Citizen
from tests.emulators.telegram.delivery import Mischief, Pauses
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.telegram.updates import Update as Waiting
from tests.integration.telegram_caller import Receiver, bot_of, picture

SECRET = "bi-mat_123"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def emulator(clock: HandClock) -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator(clock, pauses=Pauses(scale=0.001)).running() as emulator:
        yield emulator


@pytest.fixture
async def bot(emulator: TelegramEmulator) -> AsyncIterator[Bot]:
    async with bot_of(emulator) as bot:
        yield bot


@pytest.fixture
def citizen(emulator: TelegramEmulator) -> Citizen:
    return emulator.add_citizen("Lành", "Nguyễn", "lanh_ls")


def heard(update: Waiting, bot: Bot) -> Update:
    """As the library reads it."""
    read = Update.de_json(update.data(), bot)
    assert read.update_id == update.id
    return read


async def test_every_kind_of_message_is_read_by_the_library(bot: Bot, citizen: Citizen) -> None:
    said = heard(citizen.say("/phi 😀"), bot).message
    assert said is not None
    assert (said.text, said.entities[0].type, said.date) == ("/phi 😀", "bot_command", HandClock().now)
    assert said.from_user is not None
    assert (said.from_user.full_name, said.chat.type) == ("Lành Nguyễn", "private")
    edited = heard(citizen.edit("lệ phí"), bot).edited_message
    assert edited is not None
    assert (edited.message_id, edited.text, edited.entities) == (said.message_id, "lệ phí", ())
    photo = heard(citizen.send_photo(picture(), "biên nhận"), bot).message
    assert photo is not None
    assert ([size.width for size in photo.photo], photo.caption) == ([90, 320, 800, 1_280], "biên nhận")
    document = heard(citizen.send_document("a.png", picture(), "image/png"), bot).message
    assert document is not None
    assert document.document is not None
    assert document.document.mime_type == "image/png"
    assert _field(citizen.send_voice(), bot, "voice").mime_type == "audio/ogg"
    assert _field(citizen.send_sticker("👍"), bot, "sticker").emoji == "👍"
    assert _field(citizen.send_location(*HOME), bot, "location").latitude == HOME[0]
    assert _field(citizen.send_own_contact(), bot, "contact").user_id == citizen.person.id
    assert _field(citizen.send_contact("0912", "Tư"), bot, "contact").user_id is None


async def test_blocking_is_told_and_writing_unblocks(emulator: TelegramEmulator, bot: Bot) -> None:
    citizen = emulator.add_citizen("Lành")
    citizen.say("chào")
    blocked = heard(citizen.block(), bot).my_chat_member
    assert blocked is not None
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    citizen.say("chào")
    kinds = [
        next(key for key in update.to_dict() if key != "update_id") for update in await bot.get_updates()
    ]
    assert kinds == ["message", "my_chat_member", "my_chat_member", "message"]


async def test_buttons_are_tapped(bot: Bot, citizen: Citizen) -> None:
    citizen.say("chào")
    buttons = [
        [
            InlineKeyboardButton("Phí", callback_data="/ask_fee"),
            InlineKeyboardButton("Xem", url="https://a.vn"),
        ]
    ]
    keys = [
        [KeyboardButton("Số", request_contact=True), KeyboardButton("Nơi", request_location=True)],
        [KeyboardButton("Thôi")],
    ]
    sent = await bot.send_message(citizen.person.id, "Dạ", reply_markup=InlineKeyboardMarkup(buttons))
    await bot.send_message(citizen.person.id, "Dạ", reply_markup=ReplyKeyboardMarkup(keys))
    for way in ("Phí", "/ask_fee"):
        query = heard(citizen.tap(way), bot).callback_query
        assert query is not None
        assert query.message is not None
        assert (query.data, query.message.message_id) == ("/ask_fee", sent.message_id)
        assert query.from_user.id == citizen.person.id
    assert _field(citizen.tap("Thôi"), bot, "text") == "Thôi"
    assert _field(citizen.tap("Số"), bot, "contact").user_id == citizen.person.id
    assert _field(citizen.tap("Nơi"), bot, "location").longitude == HOME[1]
    with pytest.raises(LookupError):
        citizen.tap("Xem")
    with pytest.raises(LookupError):
        citizen.tap("Khác")


async def test_a_group_has_several_people(emulator: TelegramEmulator, bot: Bot, citizen: Citizen) -> None:
    there = citizen.add_bot_to("Thôn Nà Cà")
    other = emulator.add_citizen("Tư").joining(there.chat)
    message = heard(other.say("/phi@chidan_bot"), bot).message
    assert message is not None
    assert (message.chat.type, message.chat.title) == ("supergroup", "Thôn Nà Cà")
    assert message.chat.id < 0
    await bot.send_message(message.chat.id, "Dạ")
    keys = ReplyKeyboardMarkup([[KeyboardButton("Số", request_contact=True)]])
    with pytest.raises(BadRequest, match="private chats only"):
        await bot.send_message(message.chat.id, "Dạ", reply_markup=keys)
    there.block()
    with pytest.raises(Forbidden, match="kicked"):
        await bot.send_message(message.chat.id, "Dạ")


async def test_a_message_may_claim_another_time(bot: Bot, citizen: Citizen) -> None:
    citizen.sent_at = datetime(2031, 1, 1, tzinfo=timezone(timedelta(hours=7)))
    assert _field(citizen.say("chào"), bot, "date").year == 2030


async def test_an_offset_confirms_what_is_before_it(bot: Bot, citizen: Citizen) -> None:
    ids = [citizen.say(f"tin {number}").id for number in range(5)]
    assert ids == list(range(ids[0], ids[0] + 5))
    assert [update.update_id for update in await bot.get_updates(limit=2)] == ids[:2]
    assert [update.update_id for update in await bot.get_updates(offset=ids[2])] == ids[2:]
    assert [update.update_id for update in await bot.get_updates()] == ids[2:]
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == ids[4:]
    assert [update.update_id for update in await bot.get_updates()] == ids[4:]
    assert await bot.get_updates(offset=ids[4] + 1) == ()


async def test_a_long_poll_ends_with_the_first_update(bot: Bot, citizen: Citizen) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    assert not poll.done()
    said = citizen.say("chào")
    async with asyncio.timeout(2):
        assert [update.update_id for update in await poll] == [said.id]


async def test_a_second_poller_ends_the_first(emulator: TelegramEmulator, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    async with bot_of(emulator) as second:
        assert await second.get_updates() == ()
    with pytest.raises(Conflict, match="other getUpdates"):
        await first


async def test_updates_are_kept_a_day_and_taps_some_minutes(
    bot: Bot, citizen: Citizen, clock: HandClock
) -> None:
    citizen.say("chào")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Phí", callback_data="/ask_fee")]])
    await bot.send_message(citizen.person.id, "Dạ", reply_markup=markup)
    citizen.tap("Phí")
    clock.advance(minutes=3)
    assert len(await bot.get_updates()) == 1
    clock.advance(hours=24)
    assert await bot.get_updates() == ()


async def test_only_what_was_asked_for_comes(bot: Bot, citizen: Citizen) -> None:
    await bot.get_updates(allowed_updates=["message"])
    citizen.say("chào")
    citizen.edit("chào bác")
    citizen.block()
    assert len(await bot.get_updates()) == 1
    await bot.get_updates(allowed_updates=[])
    citizen.unblock()
    assert len(await bot.get_updates()) == 2


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://bot.langson.gov.vn/x", "https url"),
        ("https://bot.langson.gov.vn:9000/x", "ports"),
        ("bot", "https url"),
        ("http://127.0.0.1:1/x", "reserved"),
    ],
)
async def test_a_wrong_address_is_refused(url: str, told: str) -> None:
    async with TelegramEmulator(loopback_webhooks=False).running() as emulator, bot_of(emulator) as bot:
        with pytest.raises(BadRequest, match=told):
            await bot.set_webhook(url)


async def test_a_wrong_secret_is_refused(bot: Bot) -> None:
    for secret in ("bí mật", "a b", "x" * 257):
        with pytest.raises(BadRequest, match=" token "):
            await bot.set_webhook("https://bot.langson.gov.vn/x", secret_token=secret)
    await bot.set_webhook("https://bot.langson.gov.vn/x", secret_token="x" * 256, max_connections=7)
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections) == ("https://bot.langson.gov.vn/x", 7)


async def test_what_waited_is_delivered_with_the_secret_and_in_order(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    ids = [citizen.say(f"tin {number}").id for number in range(5)]
    async with Receiver().running() as receiver:
        await bot.set_webhook(receiver.url, secret_token=SECRET)
        ids.append(citizen.say("nữa").id)
        await emulator.delivery.settled()
        assert receiver.ids == ids
        assert {headers["X-Telegram-Bot-Api-Secret-Token"] for headers in receiver.headers} == {SECRET}
        assert {headers["Content-Type"] for headers in receiver.headers} == {"application/json"}
        with pytest.raises(Conflict, match="webhook is active"):
            await bot.get_updates()
        await bot.delete_webhook()
        later = citizen.say("sau")
        assert [update.update_id for update in await bot.get_updates()] == [later.id]


async def test_pending_updates_are_dropped_on_wish(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    citizen.say("chào")
    async with Receiver().running() as receiver:
        await bot.set_webhook(receiver.url, drop_pending_updates=True)
        kept = citizen.say("nữa")
        await emulator.delivery.settled()
        assert receiver.ids == [kept.id]
        assert "X-Telegram-Bot-Api-Secret-Token" not in receiver.headers[0]


async def test_a_webhook_gets_only_the_kinds_it_asked_for(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    async with Receiver().running() as receiver:
        await bot.set_webhook(receiver.url, allowed_updates=["edited_message"])
        citizen.say("chào")
        edited = citizen.edit("chào bác")
        await emulator.delivery.settled()
        assert receiver.ids == [edited.id]
    assert (await bot.get_webhook_info()).allowed_updates == ("edited_message",)


async def test_a_poller_is_ended_by_a_webhook(bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await asyncio.sleep(0.1)
    await bot.set_webhook("https://bot.langson.gov.vn/x")
    with pytest.raises(Conflict, match="setWebhook"):
        await poll


async def test_an_update_comes_again_until_it_is_taken(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    async with Receiver([500, 302, 503]).running() as receiver:
        await bot.set_webhook(receiver.url)
        first, second = citizen.say("một"), citizen.say("hai")
        await emulator.delivery.settled()
        assert receiver.ids == [first.id] * 4 + [second.id]
        assert [one.status for one in emulator.posts.tries] == [500, 302, 503, 200, 200]
        assert [one.attempt for one in emulator.posts.tries] == [1, 2, 3, 4, 1]
        info = await bot.get_webhook_info()
        assert info.pending_update_count == 0
        assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


async def test_an_update_that_fails_holds_up_its_own_chat_only() -> None:
    emulator = TelegramEmulator(pauses=Pauses(first=0.3))
    async with emulator.running(), bot_of(emulator) as bot, Receiver([500]).running() as receiver:
        await bot.set_webhook(receiver.url, max_connections=1)
        citizen, other = emulator.add_citizen("Lành"), emulator.add_citizen("Tư")
        first, second, others = citizen.say("một"), citizen.say("hai"), other.say("ba")
        await emulator.delivery.settled()
        assert receiver.ids == [first.id, others.id, first.id, second.id]


async def test_an_update_waits_for_a_program_that_is_down(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    await bot.set_webhook("http://127.0.0.1:1/")
    citizen.say("chào")
    await asyncio.sleep(0.05)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")
    assert {one.status for one in emulator.posts.tries} == {None}


async def test_so_many_connections_at_once_as_were_asked_for(emulator: TelegramEmulator, bot: Bot) -> None:
    async with Receiver(seconds=0.02).running() as receiver:
        await bot.set_webhook(receiver.url, max_connections=3)
        for _ in range(12):
            emulator.add_citizen("Lành").say("chào")
        await emulator.delivery.settled()
        assert (len(receiver.ids), receiver.most_at_once) == (12, 3)


async def test_updates_come_twice_and_shuffled_on_wish(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    emulator.delivery.mischief = Mischief(doubled=1, shuffled_within=0.1)
    async with Receiver().running() as receiver:
        await bot.set_webhook(receiver.url)
        ids = [citizen.say(f"tin {number}").id for number in range(10)]
        await emulator.delivery.settled()
        assert sorted(receiver.ids) == sorted(ids * 2)
        assert receiver.ids[::2] != ids


async def test_the_page_moves_people(emulator: TelegramEmulator, bot: Bot) -> None:
    async with aiohttp.ClientSession(emulator.url) as http:
        page = await http.get("/demo")
        assert "<title>" in await page.text()
        person = (await (await http.post("/demo/people", data={"name": "Bác Tư"})).json())["id"]
        acts = f"/demo/people/{person}"
        assert (await http.post(f"{acts}/say", data={"text": "chào"})).status == 200
        assert (await http.post(f"{acts}/photo", data={"photo": "a"})).status == 400
        form = aiohttp.FormData()
        form.add_field("photo", picture(), filename="a.png")
        assert (await http.post(f"{acts}/photo", data=form)).status == 200
        assert (await http.post(f"{acts}/tap", data={"button": "Phí"})).status == 400
        state = await (await http.get("/demo/state", params={"person": str(person)})).json()
        assert [line.get("text") for line in state["chat"]["lines"]] == ["chào", None]
        photo = await http.get(f"/demo/files/{state['chat']['lines'][1]['photo']}")
        assert (await photo.read())[:3] == b"\xff\xd8\xff"
    assert len(await bot.get_updates()) == 2


def _field(update: Waiting, bot: Bot, name: str):  # type: ignore[no-untyped-def]
    return getattr(heard(update, bot).message, name)
