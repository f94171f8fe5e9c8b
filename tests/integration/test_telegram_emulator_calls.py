"""The Telegram emulator serves the library's own client, and refuses what Telegram refuses."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from tests.emulators.clock import HandClock
from tests.emulators.faults import bad_gateway, hangs, reset
from tests.emulators.loopback import serving
from tests.emulators.telegram.citizen import Citizen
from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.telegram.pace import UNLIMITED
from tests.emulators.telegram.refusals import floods
from tests.integration.telegram_caller import bot_of, picture

MEGABYTE = 1024 * 1024
PHI = InlineKeyboardMarkup([[InlineKeyboardButton("Phí", callback_data="/ask_fee")]])


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def emulator(clock: HandClock) -> AsyncIterator[TelegramEmulator]:
    async with TelegramEmulator(clock, limits=UNLIMITED).running() as emulator:
        yield emulator


@pytest.fixture
async def bot(emulator: TelegramEmulator) -> AsyncIterator[Bot]:
    async with bot_of(emulator) as bot:
        yield bot


@pytest.fixture
def citizen(emulator: TelegramEmulator) -> Citizen:
    citizen = emulator.add_citizen("Lành", "Nguyễn")
    citizen.say("/start")
    return citizen


async def test_a_text_arrives_without_its_marks_and_with_its_buttons(bot: Bot, citizen: Citizen) -> None:
    sent = await bot.send_message(citizen.person.id, "<b>Dạ</b> 😀", parse_mode="HTML", reply_markup=PHI)
    (line,) = citizen.chat.sent
    assert (line.id, line.text) == (sent.message_id, "Dạ 😀")
    assert line.buttons == [{"text": "Phí", "callback_data": "/ask_fee"}]
    assert line.parameters is not None
    assert line.parameters["text"] == "<b>Dạ</b> 😀"
    assert sent.date == HandClock().now
    assert sent.entities[0].length == 2


@pytest.mark.parametrize("text", ["x" * 4_096, "<b>" + "ế" * 4_096 + "</b>", "😀" * 2_048])
async def test_4096_characters_are_sent(bot: Bot, citizen: Citizen, text: str) -> None:
    await bot.send_message(citizen.person.id, text, parse_mode="HTML")


@pytest.mark.parametrize(
    ("text", "told"),
    [("x" * 4_097, "too long"), ("😀" * 2_049, "too long"), (" \n", "empty"), ("<b> </b>", "empty")],
)
async def test_a_text_that_is_too_long_or_empty_is_refused(
    bot: Bot, citizen: Citizen, text: str, told: str
) -> None:
    with pytest.raises(BadRequest, match=told):
        await bot.send_message(citizen.person.id, text, parse_mode="HTML")
    assert citizen.chat.sent == []


async def test_who_never_wrote_blocked_or_left_gets_nothing(emulator: TelegramEmulator, bot: Bot) -> None:
    citizen = emulator.add_citizen("Tư")
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(citizen.person.id, "Dạ")
    citizen.say("/start")
    await bot.send_message(citizen.person.id, "Dạ")
    citizen.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(citizen.person.id, "Dạ")
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_chat_action(citizen.person.id, "typing")
    citizen.unblock()
    await bot.send_message(citizen.person.id, "Dạ")
    citizen.leave_telegram()
    with pytest.raises(Forbidden, match="deactivated"):
        await bot.send_message(citizen.person.id, "Dạ")


@pytest.mark.parametrize("chat", [1, -100123, "@nobody", "tôi"])
async def test_an_unknown_chat_is_not_found(bot: Bot, chat: int | str) -> None:
    with pytest.raises(BadRequest, match="not found"):
        await bot.send_message(chat, "Dạ")


async def test_the_keyboard_of_the_bot_comes_and_goes(bot: Bot, citizen: Citizen) -> None:
    keys = ReplyKeyboardMarkup([["Phí", KeyboardButton("Gửi số", request_contact=True)]])
    await bot.send_message(citizen.person.id, "Dạ", reply_markup=keys)
    assert [key.text for key in citizen.chat.keyboard_keys()] == ["Phí", "Gửi số"]
    await bot.send_message(citizen.person.id, "Dạ", reply_markup=ReplyKeyboardRemove())
    assert citizen.chat.keyboard_keys() == []


async def test_an_answer_to_a_message_that_is_not_there_is_refused(bot: Bot, citizen: Citizen) -> None:
    said = citizen.chat.lines[-1].id
    sent = await bot.send_message(citizen.person.id, "Dạ", reply_parameters=ReplyParameters(said))
    assert sent.reply_to_message is not None
    with pytest.raises(BadRequest, match="replied not found"):
        await bot.send_message(citizen.person.id, "Dạ", reply_parameters=ReplyParameters(said + 100))


async def test_a_photo_is_sent_as_a_file_by_its_id_and_from_an_address(bot: Bot, citizen: Citizen) -> None:
    app = web.Application()
    app.router.add_get("/a.png", _picture)
    app.router.add_get("/a.html", _page)
    async with serving(app) as address:
        sent = await bot.send_photo(citizen.person.id, picture(), caption="Bản đồ")
        again = await bot.send_photo(citizen.person.id, sent.photo[-1].file_id)
        await bot.send_photo(citizen.person.id, f"{address}/a.png")
        with pytest.raises(BadRequest, match="type of the web page"):
            await bot.send_photo(citizen.person.id, f"{address}/a.html")
        with pytest.raises(BadRequest, match="to get http url"):
            await bot.send_photo(citizen.person.id, f"{address}/b.png")
    assert [size.width for size in sent.photo] == [90, 320, 800, 1_280]
    assert again.photo[-1].height == 640
    assert (sent.caption, len(citizen.chat.sent)) == ("Bản đồ", 3)


async def test_a_wrong_photo_is_refused(bot: Bot, citizen: Citizen) -> None:
    sent = await bot.send_document(citizen.person.id, picture(), filename="ban-do.png")
    assert sent.document is not None
    wrong = (sent.document.file_id, "abc", b"<svg/>", b"", picture(9_000, 1_001), picture(2_100, 100))
    for photo in wrong:
        with pytest.raises(BadRequest):
            await bot.send_photo(citizen.person.id, photo)
    with pytest.raises(BadRequest, match="too big"):
        await bot.send_photo(citizen.person.id, b"x" * (10 * MEGABYTE + 1))
    with pytest.raises(BadRequest, match="caption is too long"):
        await bot.send_photo(citizen.person.id, picture(), caption="x" * 1_025)


async def test_a_document_keeps_its_name_and_bytes(bot: Bot, citizen: Citizen) -> None:
    sent = await bot.send_document(citizen.person.id, b"%PDF-1.7", filename="to-khai.pdf", caption="Tờ khai")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("to-khai.pdf", "application/pdf")
    file = await sent.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7"
    again = await bot.send_document(citizen.person.id, sent.document.file_id)
    assert again.document == sent.document


async def test_a_place_and_an_action(bot: Bot, citizen: Citizen) -> None:
    sent = await bot.send_location(citizen.person.id, 21.85, 106.76)
    assert sent.location is not None
    assert (sent.location.latitude, sent.location.longitude) == (21.85, 106.76)
    with pytest.raises(BadRequest, match="latitude or longitude"):
        await bot.send_location(citizen.person.id, 91, 0)
    await bot.send_chat_action(citizen.person.id, "typing")
    with pytest.raises(BadRequest, match="parameter action"):
        await bot.send_chat_action(citizen.person.id, "thinking")
    assert citizen.chat.actions == ["typing"]


async def test_a_text_is_changed_and_loses_buttons_that_are_not_given_again(
    bot: Bot, citizen: Citizen
) -> None:
    sent = await bot.send_message(citizen.person.id, "Dạ", reply_markup=PHI)
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("Dạ", reply_markup=PHI)
    await sent.edit_text("Dạ, phí")
    (line,) = citizen.chat.sent
    assert (line.text, line.buttons) == ("Dạ, phí", [])
    await sent.edit_reply_markup(PHI)
    assert len(line.buttons) == 1
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_reply_markup(PHI)
    with pytest.raises(BadRequest, match="can't be edited"):
        await bot.edit_message_text("Dạ", citizen.person.id, citizen.chat.lines[0].id)
    with pytest.raises(BadRequest, match="not found"):
        await bot.edit_message_text("Dạ", citizen.person.id, 1)


async def test_a_message_is_deleted_once_and_within_two_days(
    bot: Bot, citizen: Citizen, clock: HandClock
) -> None:
    sent = await bot.send_message(citizen.person.id, "Dạ")
    old = await bot.send_message(citizen.person.id, "Dạ")
    assert await sent.delete()
    with pytest.raises(BadRequest, match="not found"):
        await sent.delete()
    clock.advance(hours=49)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await old.delete()


async def test_a_tap_is_answered_soon_or_never(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen, clock: HandClock
) -> None:
    await bot.send_message(citizen.person.id, "Dạ", reply_markup=PHI)
    citizen.tap("Phí")
    update = (await bot.get_updates())[-1]
    assert update.callback_query is not None
    assert await update.callback_query.answer("Dạ")
    clock.advance(seconds=151)
    with pytest.raises(BadRequest, match="too old"):
        await update.callback_query.answer()
    with pytest.raises(BadRequest, match="too old"):
        await bot.answer_callback_query("1")


async def test_commands_and_the_menu_button_are_kept(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    await bot.set_my_commands([("start", "Bắt đầu"), ("help", "Trợ giúp")], language_code="vi")
    assert [command.command for command in await bot.get_my_commands(language_code="vi")] == ["start", "help"]
    assert await bot.get_my_commands() == ()
    for wrong in ("Start", "bắt_đầu", "x" * 33):
        with pytest.raises(BadRequest, match="command_invalid"):
            await bot.set_my_commands([(wrong, "Bắt đầu")])
    with pytest.raises(BadRequest, match="description_invalid"):
        await bot.set_my_commands([("start", "x" * 257)])
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert emulator.profile.menu_button == {"type": "commands"}


async def test_a_file_is_linked_to_for_an_hour_and_up_to_20_megabytes(
    bot: Bot, citizen: Citizen, clock: HandClock
) -> None:
    citizen.send_document("a.bin", b"x" * (20 * MEGABYTE), "application/octet-stream")
    citizen.send_document("b.bin", b"x" * (20 * MEGABYTE + 1), "application/octet-stream")
    _start, fits, too_big = await bot.get_updates()
    assert fits.message is not None
    assert fits.message.document is not None
    file = await fits.message.document.get_file()
    assert len(await file.download_as_bytearray()) == 20 * MEGABYTE
    assert too_big.message is not None
    assert too_big.message.document is not None
    with pytest.raises(BadRequest, match="too big"):
        await too_big.message.document.get_file()
    clock.advance(minutes=61)
    with pytest.raises(TelegramError):
        await file.download_as_bytearray()


async def test_wrong_tokens_and_methods_are_told_apart(emulator: TelegramEmulator) -> None:
    async with aiohttp.ClientSession(emulator.url) as http:
        for path, status in (
            (f"/bot{emulator.token}/getme", 200),
            (f"/bot{emulator.token}/sendDice", 404),
            (f"/bot{emulator.token[:-1]}x/getMe", 401),
            (f"/file/bot{emulator.token[:-1]}x/photos/file_0.jpg", 401),
            ("/botabc/getMe", 404),
            (f"/file/bot{emulator.token}/photos/file_0.jpg", 404),
        ):
            async with http.get(path) as answer:
                assert (answer.status, (await answer.json())["ok"]) == (status, status == 200), path
    with pytest.raises(InvalidToken):
        async with Bot("1:" + "a" * 35, base_url=emulator.base_url):
            pass


async def test_parameters_come_in_the_query_a_form_or_json(
    emulator: TelegramEmulator, citizen: Citizen
) -> None:
    url = f"{emulator.base_url}{emulator.token}/sendMessage"
    body = {"chat_id": str(citizen.person.id), "text": "Dạ"}
    async with aiohttp.ClientSession(raise_for_status=True) as http:
        await http.get(url, params=body)
        await http.post(url, data=body)
        await http.post(url, json=body | {"chat_id": citizen.person.id})
    assert [line.text for line in citizen.chat.sent] == ["Dạ"] * 3


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"text": "\\ud800"}', b"\xff"])
async def test_a_body_that_cannot_be_read_is_a_bad_request(emulator: TelegramEmulator, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    url = f"{emulator.base_url}{emulator.token}/sendMessage"
    async with aiohttp.ClientSession() as http, http.post(url, data=body, headers=headers) as answer:
        assert answer.status == 400


async def test_too_many_messages_must_wait(clock: HandClock) -> None:
    async with TelegramEmulator(clock).running() as emulator, bot_of(emulator) as bot:
        citizen = emulator.add_citizen("Lành")
        citizen.say("/start")
        for _ in range(3):
            await bot.send_message(citizen.person.id, "Dạ")
        with pytest.raises(RetryAfter, match="in 1 seconds"):
            await bot.send_message(citizen.person.id, "Dạ")
        assert emulator.api.calls[-1].code == 429
        clock.advance(seconds=1)
        await bot.send_message(citizen.person.id, "Dạ")


async def test_ordered_failures_come_once_each(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    emulator.faults.next("sendMessage", bad_gateway)
    emulator.faults.next("sendMessage", floods(7))
    emulator.faults.next("sendMessage", reset(processed=False))
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(citizen.person.id, "một")
    with pytest.raises(RetryAfter):
        await bot.send_message(citizen.person.id, "hai")
    with pytest.raises(NetworkError):
        await bot.send_message(citizen.person.id, "ba")
    await bot.send_message(citizen.person.id, "bốn")
    assert [line.text for line in citizen.chat.sent] == ["bốn"]


async def test_a_call_may_be_processed_though_its_answer_never_comes(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    emulator.faults.next("sendMessage", reset(processed=True))
    emulator.faults.next("sendMessage", hangs(5, processed=True))
    with pytest.raises(NetworkError):
        await bot.send_message(citizen.person.id, "một")
    with pytest.raises(TimedOut):
        await bot.send_message(citizen.person.id, "hai", read_timeout=0.1)
    assert [line.text for line in await citizen.chat.wait_for(2)] == ["một", "hai"]


async def test_a_download_fails_as_it_is_told_to(
    emulator: TelegramEmulator, bot: Bot, citizen: Citizen
) -> None:
    citizen.send_photo(picture())
    update = (await bot.get_updates())[-1]
    assert update.message is not None
    file = await update.message.photo[-1].get_file()
    emulator.faults.next("file", bad_gateway)
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    assert (await file.download_as_bytearray())[:3] == b"\xff\xd8\xff"


async def _picture(_request: web.Request) -> web.StreamResponse:
    return web.Response(body=picture(), content_type="image/png")


async def _page(_request: web.Request) -> web.StreamResponse:
    return web.Response(text="<p>", content_type="text/html")
