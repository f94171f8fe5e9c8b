"""What each event of Zalo's means to the program."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.zalo.events import read_event
from bot.channels.zalo.meaning import Meaning, OfficerWrote, PersonLeft, Receipts, meaning_of
from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.inbox import InboundMessage
from bot.conversation.outbox import OutboxState

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
PERSON, ACCOUNT = "246845883529197922", "388613280878808645"
STAMP = "1540363714987"
URL = "https://photo.zdn.vn/a.jpg"


def meaning(name: str, **parts: Any) -> Meaning | None:
    event = {"app_id": "3", "user_id_by_app": "5", "event_name": name, "timestamp": STAMP, **parts}
    found = read_event(json.dumps(event).encode())
    assert found is not None
    return meaning_of(found, NOW)


def said(kind: str, **message: Any) -> Meaning | None:
    parties = {"sender": {"id": PERSON}, "recipient": {"id": ACCOUNT}}
    return meaning(f"user_send_{kind}", **parties, message={"msg_id": "96d3", **message})


def sent(kind: str, sender: dict[str, Any]) -> Meaning | None:
    return meaning(f"oa_send_{kind}", sender=sender, recipient={"id": PERSON}, message={"msg_id": "1"})


def attached(kind: str, payload: Any, **words: Any) -> Meaning | None:
    return said(kind, attachments=[{"type": kind, "payload": payload}], **words)


def inbound(**parts: Any) -> InboundMessage:
    usual: dict[str, Any] = {"external_id": "96d3", "text": None, "payload": None, "in_pieces": True}
    return InboundMessage(channel="zalo", contact_key=PERSON, received_at=NOW, **usual | parts)


def test_words_are_a_message() -> None:
    assert said("text", text="xin chào") == inbound(text="xin chào")
    assert said("text", text="xin chào", quote_msg_id="1") == inbound(text="xin chào")
    assert said("text", text=5) == inbound(text="5")


@pytest.mark.parametrize("text", ["", "  ", None])
def test_no_words_are_nothing(text: str | None) -> None:
    assert said("text", text=text) is None


def test_a_tap_is_what_one_of_our_buttons_sends() -> None:
    payload = '/ask_fee{"procedure":"1.013831"}'
    assert said("text", text=f"#{payload}") == inbound(payload=payload)
    assert said("text", text="#/greet ") == inbound(payload="/greet")


@pytest.mark.parametrize(
    "text", ["/greet", "#greet", "##/greet", "#/restart", "#/greet xin chào", "# /greet"]
)
def test_what_only_looks_like_a_tap_is_words(text: str) -> None:
    assert said("text", text=text) == inbound(text=text)


@pytest.mark.parametrize(
    ("kind", "payload", "expected"),
    [
        ("image", {"url": URL, "thumbnail": URL}, Attachment(AttachmentKind.IMAGE, URL)),
        ("image", {"url": 5}, Attachment(AttachmentKind.IMAGE)),
        ("image", "odd", Attachment(AttachmentKind.IMAGE)),
        ("gif", {"url": URL}, Attachment(AttachmentKind.STICKER)),
        ("sticker", {"url": URL, "id": "1"}, Attachment(AttachmentKind.STICKER)),
        ("audio", {"url": URL}, Attachment(AttachmentKind.VOICE)),
        ("video", {"url": URL}, Attachment(AttachmentKind.VIDEO)),
        ("file", {"url": URL, "name": "cccd.pdf"}, Attachment(AttachmentKind.FILE)),
        ("link", {"url": URL}, Attachment(AttachmentKind.FILE)),
        ("business_card", {"url": URL}, Attachment(AttachmentKind.FILE)),
        ("hologram", {}, Attachment(AttachmentKind.FILE)),
        ("location", {"coordinates": {"latitude": "10.7"}}, Attachment(AttachmentKind.LOCATION)),
        (
            "location",
            {"coordinates": {"latitude": "10.76", "longitude": "106.65"}},
            Attachment(AttachmentKind.LOCATION, "10.7600,106.6500"),
        ),
    ],
)
def test_attachments_are_told_apart(kind: str, payload: Any, expected: Attachment) -> None:
    assert attached(kind, payload) == inbound(attachment=expected)
    assert attached(kind, payload, text="giúp em") == inbound(text="giúp em", attachment=expected)


@pytest.mark.parametrize("attachments", [None, [], {}, "odd", [5]])
def test_a_picture_without_an_address_is_one_still(attachments: Any) -> None:
    found = said("image", attachments=attachments)
    assert found == inbound(attachment=Attachment(AttachmentKind.IMAGE))


def test_of_shared_particulars_nothing_is_taken_over() -> None:
    info = {"name": "Trần Thị Tư", "phone": 84912345678, "address": "ấp 3"}
    found = meaning("user_submit_info", sender={"id": PERSON}, recipient={"id": ACCOUNT}, info=info)
    phone = Attachment(AttachmentKind.PHONE)
    assert found == inbound(external_id=f"user_submit_info:{PERSON}:{STAMP}", attachment=phone)


def test_who_follows_is_greeted_and_who_does_no_more_has_left() -> None:
    parts = {"oa_id": ACCOUNT, "follower": {"id": PERSON}, "source": "oa_profile"}
    greeted = inbound(external_id=f"follow:{PERSON}:{STAMP}", payload="/greet")
    assert meaning("follow", **parts) == greeted
    assert meaning("unfollow", **parts) == PersonLeft(PERSON)


def test_receipts_name_one_message_or_many() -> None:
    parties = {"sender": {"id": ACCOUNT}, "recipient": {"id": PERSON}}
    received = meaning("user_received_message", **parties, message={"msg_id": "a", "tracking_id": ""})
    assert received == Receipts(("a",), OutboxState.DELIVERED)
    seen = meaning("user_seen_message", **parties, message={"msg_ids": ["a", "b", None, {}, "c d"]})
    assert seen == Receipts(("a", "b"), OutboxState.SEEN)
    assert meaning("user_seen_message", **parties, message={"msg_ids": []}) is None


@pytest.mark.parametrize("kind", ["text", "image", "gif", "list", "file", "sticker"])
def test_an_echo_by_hand_is_an_officer_and_ours_is_nothing(kind: str) -> None:
    assert sent(kind, {"id": ACCOUNT, "admin_id": "77"}) == OfficerWrote(PERSON)
    assert sent(kind, {"id": ACCOUNT}) is None
    assert sent(kind, {"id": ACCOUNT, "admin_id": ""}) is None


@pytest.mark.parametrize(
    "name", ["user_feedback", "user_click_response_button", "add_user_to_tag", "user_click_button", ""]
)
def test_the_other_events_mean_nothing_yet(name: str) -> None:
    assert meaning(name, sender={"id": PERSON}, message={"msg_id": "1", "text": "a"}) is None


@pytest.mark.parametrize(
    "sender", [None, {}, {"id": None}, {"id": ""}, {"id": "a b"}, {"id": "1" * 65}, {"id": 1.5}]
)
def test_a_message_of_nobody_is_nothing(sender: Any) -> None:
    message = {"msg_id": "1", "text": "a"}
    assert meaning("user_send_text", sender=sender, message=message) is None


def test_numbers_are_taken_for_ids() -> None:
    message = {"msg_id": 96, "text": "a"}
    found = meaning("user_send_text", sender={"id": int(PERSON)}, message=message)
    assert found == inbound(external_id="96", text="a")


def test_a_message_without_a_name_is_told_apart_by_person_and_time() -> None:
    found = meaning("user_send_text", sender={"id": PERSON}, message={"text": "a"})
    assert found == inbound(external_id=f"user_send_text:{PERSON}:{STAMP}", text="a")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{",
        b"[" * 50_000,
        b'{"event_name":5}',
        b'{"event_name":"follow","follower":"me"}',
        b'{"event_name":"user_send_text","message":[]}',
    ],
    ids=range(8),
)
def test_other_shapes_are_no_events(raw: bytes) -> None:
    assert read_event(raw) is None


def test_half_an_emoji_is_read() -> None:
    raw = b'{"event_name":"user_send_text","message":{"text":"s\xe1\xbb\x95 \\ud83d"}}'
    event = read_event(raw)
    assert event is not None
    assert event.message is not None
    assert event.message.text == "sổ ?"
