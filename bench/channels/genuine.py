"""One body of every kind that the platforms post, to begin a mutation with."""

import io

from PIL import Image

from tests.emulators.telegram.emulator import TelegramEmulator
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.people import Sent, new_message_id


def picture() -> bytes:
    """A photo with nothing on it."""
    drawn = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(drawn, "JPEG")
    return drawn.getvalue()


PICTURE = picture()


async def zalo_bodies() -> list[bytes]:
    """Of an account of their own, whose emulator delivers nothing."""
    emulator = ZaloEmulator()
    emulator.webhook.hold()
    citizen, events = emulator.citizen(), emulator.events
    person = citizen.person
    sent = Sent(new_message_id(), emulator.clock(), "text", {"text": "dạ"})
    by_hand = Sent(new_message_id(), emulator.clock(), "text", {"text": "dạ"}, admin_id="99")
    person.talk.append(sent)
    told = [
        await citizen.send_text("sang tên sổ đỏ cần gì", quote=sent.id),
        await citizen.send_text('#/ask_fee{"procedure":"1.013831"}'),
        await citizen.send_photo(PICTURE, text="giấy hẹn đây"),
        await citizen.send_gif(PICTURE),
        await citizen.send_sticker(),
        await citizen.send_audio(PICTURE),
        await citizen.send_video(PICTURE),
        await citizen.send_file("don.pdf", PICTURE),
        await citizen.send_link("https://example.com/", "trang"),
        await citizen.send_location("10.76", "106.65"),
        await citizen.send_business_card("https://example.com/", "danh thiếp"),
        await citizen.submit_info("Năm", "84912345678", "Lạng Sơn"),
        await citizen.submit_info_as_before("Năm", 84912345678),
        await citizen.rate(sent.id, 5),
        await citizen.tap_template_button(sent.id, "ok"),
        await citizen.follow(),
        await citizen.unfollow(),
        emulator.webhook.deliver(events.echo(person, sent)),
        emulator.webhook.deliver(events.echo(person, by_hand)),
        emulator.webhook.deliver(events.received(person, sent)),
        emulator.webhook.deliver(events.seen(person, [sent.id])),
        emulator.webhook.deliver(events.tagged(person, "đất")),
    ]
    return [delivery.body for delivery in told]


def telegram_bodies() -> list[bytes]:
    """Of an emulator that delivers nothing."""
    emulator = TelegramEmulator()
    citizen = emulator.add_citizen("Năm", "Trần", "nam")
    told = [
        citizen.say("sang tên sổ đỏ cần gì"),
        citizen.say("/start hoso"),
        citizen.edit("sang tên nhà"),
        citizen.send_photo(PICTURE, "giấy hẹn đây"),
        citizen.send_document("don.pdf", PICTURE, "application/pdf", "đơn"),
        citizen.send_document("giay.jpg", PICTURE, "image/jpeg"),
        citizen.send_voice(),
        citizen.send_sticker(),
        citizen.send_location(21.85, 106.76),
        citizen.send_own_contact(),
        citizen.send_contact("84900000000", "Tư"),
        citizen.add_bot_to("Tổ dân phố").say("chào cả nhà"),
        citizen.block(),
        citizen.unblock(),
        emulator.updates.add("callback_query", _tap(citizen.person.user()), citizen.chat.id),
    ]
    return [update.raw() for update in told]


def _tap(user: dict[str, object]) -> dict[str, object]:
    chat = {"id": user["id"], "type": "private", "first_name": "Năm"}
    message = {"message_id": 7, "chat": chat, "date": 1_790_000_000, "text": "dạ"}
    return {
        "id": "4382bfdwdsb323b2d9",
        "from": user,
        "message": message,
        "chat_instance": "1",
        "data": "/greet",
    }
