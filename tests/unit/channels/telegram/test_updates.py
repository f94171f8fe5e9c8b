"""What updates mean, and which mean nothing to us."""

import copy
import random
from typing import Any

import pytest

from bot.channels.telegram.commands import Commands
from bot.channels.telegram.texts import load_texts
from bot.channels.telegram.updates import (
    Heard,
    Left,
    MalformedUpdate,
    Tapped,
    Written,
    read_update,
    writer_of,
)
from bot.conversation.attachments import Attachment, AttachmentKind
from tests.unit.channels.telegram.update import AN, GROUP, file, message, sizes, standing, tap

COMMANDS = Commands(load_texts().commands)
AN_KEY = str(AN["id"])
STICKER = file(type="regular", width=9, height=9, is_animated=False, is_video=False)
CONTACT = {"phone_number": "84912345678", "first_name": "An"}
PLACE = {"latitude": 21.853, "longitude": 106.761}


def heard(raw: object) -> Heard | None:
    return read_update(raw, COMMANDS)


def written(raw: object) -> Written:
    found = heard(raw)
    assert isinstance(found, Written)
    return found


def attachment(**content: Any) -> Attachment | None:
    return written(message(**content)).attachment


def test_a_text() -> None:
    assert heard(message(text="sang tên")) == Written(AN_KEY, "815", "sang tên", None, None)


@pytest.mark.parametrize(
    ("typed", "text", "payload"),
    [
        ("/start", None, "/greet"),
        ("/start qr_1", None, "/greet"),
        ("/START@chidan_bot", None, "/greet"),
        ("/batdaulai", None, "/greet"),
        ("/gapcanbo giúp em", None, "/ask_human"),
        ("/hoso", None, "/status"),
        ("/hoso H19.29-261120-0123", "H19.29-261120-0123", None),
        ("/thutuc", None, '/ask_overview{"topic":"all"}'),
        ("/thutuc sang tên\nsổ đỏ", "sang tên\nsổ đỏ", None),
        ("/khac", "/khac", None),
        ("50/50 thì sao", "50/50 thì sao", None),
    ],
)
def test_commands(typed: str, text: str | None, payload: str | None) -> None:
    found = written(message(text=typed))
    assert (found.text, found.payload) == (text, payload)


def test_a_photo_is_taken_in_its_largest_size_with_the_words_under_it() -> None:
    found = written(message(photo=sizes(90, 1280, 320), caption="hồ sơ đây"))
    assert found.attachment == Attachment(AttachmentKind.IMAGE, "size-1280")
    assert found.text == "hồ sơ đây"


def test_a_size_that_is_too_large_to_fetch_is_passed_over() -> None:
    photo = [*sizes(90, 320), *sizes(1280, bytes_each=11 * 1024 * 1024)]
    assert attachment(photo=photo) == Attachment(AttachmentKind.IMAGE, "size-320")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"document": file("doc", mime_type="image/png")}, Attachment(AttachmentKind.IMAGE, "doc")),
        ({"document": file(mime_type="image/svg+xml")}, Attachment(AttachmentKind.FILE)),
        ({"document": file(mime_type="application/pdf")}, Attachment(AttachmentKind.FILE)),
        ({"document": file("../x", mime_type="image/png")}, Attachment(AttachmentKind.FILE)),
        ({"sticker": STICKER}, Attachment(AttachmentKind.STICKER)),
        ({"voice": file(duration=3)}, Attachment(AttachmentKind.VOICE)),
        ({"audio": file(duration=3)}, Attachment(AttachmentKind.VOICE)),
        ({"video": file(width=1, height=1, duration=3)}, Attachment(AttachmentKind.VIDEO)),
        ({"video_note": file(length=1, duration=3)}, Attachment(AttachmentKind.VIDEO)),
        (
            {
                "animation": file(width=1, height=1, duration=3),
                "document": file(mime_type="image/gif"),
            },
            Attachment(AttachmentKind.VIDEO),
        ),
        ({"location": PLACE}, Attachment(AttachmentKind.LOCATION, "21.8530,106.7610")),
        ({"contact": CONTACT | {"user_id": AN["id"]}}, Attachment(AttachmentKind.PHONE)),
        ({"contact": CONTACT | {"user_id": 5}}, Attachment(AttachmentKind.FILE)),
        ({"contact": CONTACT}, Attachment(AttachmentKind.FILE)),
        ({"dice": {"value": 3, "emoji": "🎲"}}, Attachment(AttachmentKind.FILE)),
    ],
)
def test_attachments(content: dict[str, Any], expected: Attachment) -> None:
    assert attachment(**content) == expected


def test_a_tap() -> None:
    assert heard(tap("/status")) == Tapped(AN_KEY, "42", "/status")


def test_who_blocks_the_bot_has_left_and_who_lets_it_in_again_says_nothing() -> None:
    assert heard(standing("kicked")) == Left(AN_KEY)
    assert heard(standing("member")) is None


@pytest.mark.parametrize(
    "raw",
    [
        message(GROUP, text="sang tên"),
        tap("/status", GROUP),
        standing("kicked", GROUP),
        {"update_id": 1, "edited_message": message(text="sang tên")["message"]},
        {"update_id": 1, "channel_post": message(GROUP, text="tin")["message"]},
        {"update_id": 1, "something_new": {}},
        message(message_auto_delete_time_changed={}),
    ],
)
def test_nothing_to_us(raw: object) -> None:
    assert heard(raw) is None


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        "text",
        {},
        {"update_id": "815; DROP", "message": message(text="x")["message"]},
        {"update_id": True, "message": message(text="x")["message"]},
        {"update_id": 10**400, "message": message(text="x")["message"]},
        {"update_id": 1, "message": "x"},
        {"update_id": 1, "message": {}},
        message(text={"a": 1}),
        message({"id": "1", "type": "private"}, text="x"),
        message(photo=[5]),
        tap("/status", query_id="\0"),
        tap("/status", query_id="9" * 200),
    ],
)
def test_what_is_no_update_is_refused(raw: object) -> None:
    with pytest.raises(MalformedUpdate):
        heard(raw)


def test_no_damage_makes_anything_but_a_refusal() -> None:
    chance = random.Random(5)
    whole = [
        message(text="sang tên"),
        message(photo=sizes(90, 320), caption="x"),
        message(document=file(mime_type="image/png")),
        message(contact=CONTACT | {"user_id": AN["id"]}),
        tap("/status"),
        standing("kicked"),
    ]
    for _ in range(3_000):
        raw = copy.deepcopy(chance.choice(whole))
        for _ in range(chance.randint(1, 3)):
            damage(raw, chance)
        try:
            found = heard(raw)
        except MalformedUpdate:
            continue
        assert found is None or found.contact_key.isascii()


def damage(raw: dict[str, Any], chance: random.Random) -> None:
    """One value somewhere in it becomes something else."""
    places = [(raw, key) for key in raw]
    for holder, key in places:
        inside = holder[key]
        if isinstance(inside, dict):
            places += [(inside, name) for name in inside]
        elif isinstance(inside, list):
            places += [(inside, at) for at in range(len(inside))]  # type: ignore[misc]
    holder, key = chance.choice(places)
    holder[key] = chance.choice([None, "", "\ud800\0", -1, 1.5, 10**30, True, [], {}, [[]], "kicked"])


def test_the_writer_is_told_without_reading_the_update() -> None:
    assert writer_of(message(text="sang tên")) == written(message(text="sang tên")).contact_key
    for odd in (None, [], {}, {"message": 1}, {"message": {"chat": []}}, {"message": {"chat": {"id": "1"}}}):
        assert writer_of(odd) is None
