"""The Zalo emulator tells the program what people do, as Zalo tells it."""

import hashlib
from collections import Counter
from collections.abc import AsyncIterator
from random import Random
from typing import Any

import pytest

from tests.emulators.zalo.citizen import Citizen
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.signing import Signing
from tests.emulators.zalo.spelling import SPELLINGS
from tests.emulators.zalo.webhook import ProbeRefused
from tests.integration.zalo_caller import Caller, Receiver, calling, receiving

LADDER_SCALE = 0.00001


@pytest.fixture
async def receiver_at() -> AsyncIterator[tuple[str, Receiver]]:
    async with receiving() as pair:
        yield pair


@pytest.fixture
def receiver(receiver_at: tuple[str, Receiver]) -> Receiver:
    return receiver_at[1]


@pytest.fixture
async def caller(receiver_at: tuple[str, Receiver]) -> AsyncIterator[Caller]:
    emulator = ZaloEmulator(ladder_scale=LADDER_SCALE, answer_seconds=0.2)
    async with calling(emulator) as caller:
        await emulator.webhook.save(receiver_at[0])
        yield caller


@pytest.fixture
def citizen(caller: Caller) -> Citizen:
    return caller.emulator.citizen()


def ids_in(value: Any) -> list[Any]:
    """Everything in an event that names somebody or something, or tells a time."""
    if isinstance(value, list):
        return [found for one in value for found in ids_in(one)]
    if not isinstance(value, dict):
        return []
    own = [v for k, v in value.items() if k.endswith(("id", "timestamp")) and not isinstance(v, dict)]
    return own + [found for one in value.values() for found in ids_in(one)]


async def test_saving_the_address_posts_an_unsigned_probe(receiver_at: tuple[str, Receiver]) -> None:
    url, receiver = receiver_at
    emulator = ZaloEmulator()
    async with emulator.running():
        receiver.statuses = [401]
        with pytest.raises(ProbeRefused):
            await emulator.webhook.save(url)
        assert not emulator.webhook.enabled
        await emulator.webhook.save(url)
        assert emulator.webhook.enabled
    assert receiver.bodies == [b"{}", b"{}"]
    assert "X-ZEvent-Signature" not in receiver.headers[0]


async def test_everything_a_person_sends_has_its_event(citizen: Citizen, receiver: Receiver) -> None:
    await citizen.send_text("xin chào", quote="m1")
    await citizen.send_photo(b"\xff\xd8\xff", text="biên nhận đây")
    await citizen.send_gif(b"GIF89a")
    await citizen.send_sticker()
    await citizen.send_audio(b"\xff\xf1")
    await citizen.send_video(b"film")
    await citizen.send_file("don.pdf", b"%PDF")
    await citizen.send_link("https://a.vn")
    await citizen.send_location("10.76", "106.65")
    await citizen.send_business_card("https://zalo.me/1", "Anh Hai")
    kinds = ["text", "image", "gif", "sticker", "audio", "video", "file", "link", "location", "business_card"]
    assert receiver.names == [f"user_send_{kind}" for kind in kinds]
    assert receiver.events[0]["message"]["quote_msg_id"] == "m1"
    assert receiver.events[1]["message"]["text"] == "biên nhận đây"
    coordinates = receiver.events[8]["message"]["attachments"][0]["payload"]["coordinates"]
    assert coordinates == {"latitude": "10.76", "longitude": "106.65"}
    assert len({event["message"]["msg_id"] for event in receiver.events}) == len(kinds)


async def test_what_else_a_person_does_has_its_event(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    await citizen.follow()
    await citizen.submit_info("Năm", "84912345678", "Cần Thơ", "Cái Răng", "số 1")
    await citizen.submit_info_as_before("Năm", 84912345678)
    await citizen.rate("m1", 5, "tốt")
    await citizen.tap_template_button("m1", "#ok")
    await citizen.unfollow()
    await caller.emulator.officer.tag(citizen.person, "hỏi đất")
    follow, info, old_info, rating, reply, unfollow, tagged = receiver.events
    assert follow.keys().isdisjoint({"sender", "recipient", "message"})
    assert (follow["event_name"], unfollow["event_name"]) == ("follow", "unfollow")
    assert follow["follower"] == {"id": citizen.id}
    assert info["info"]["full_address"]["user_ward"] == "Cái Răng"
    assert old_info["info"]["phone"] == 84912345678
    assert citizen.id not in str(rating)
    assert reply["msg_id"] == "m1"
    assert reply["message"]["data"] == "#ok"
    assert tagged["tag"] == {"user_ids": [citizen.id], "name": "hỏi đất"}


async def test_ids_and_times_are_strings(citizen: Citizen, receiver: Receiver, caller: Caller) -> None:
    await citizen.send_text("a")
    await citizen.follow()
    await caller.cs(citizen.id, {"text": "b"})
    await caller.emulator.webhook.settled()
    assert all(isinstance(found, str) for found in ids_in(receiver.events))
    assert int(citizen.id) > 2**53


async def test_each_message_out_is_echoed_received_and_seen(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    sent = await caller.cs(citizen.id, {"text": "dạ"})
    await caller.emulator.webhook.settled()
    await citizen.look()
    events = {event["event_name"]: event for event in receiver.events}
    echo = events["oa_send_text"]
    assert echo["sender"] == {"id": caller.emulator.account.oa_id}
    assert echo["recipient"] == {"id": citizen.id}
    message_id = sent["data"]["message_id"]
    assert echo["message"] == {"msg_id": message_id, "text": "dạ"}
    assert events["user_received_message"]["message"] == {"msg_id": message_id}
    assert events["user_seen_message"]["message"] == {"msg_ids": [message_id]}
    assert await citizen.look() is None


async def test_pictures_and_files_out_are_echoed_like_those_of_people(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    caller.emulator.webhook.events_off.add("user_received_message")
    element = {"media_type": "image", "url": "https://a.vn/a.png"}
    media = {"type": "template", "payload": {"template_type": "media", "elements": [element]}}
    await caller.cs(citizen.id, {"attachment": media})
    await caller.emulator.webhook.settled()
    token = (await caller.upload("file", "a.csv", b"a,b"))["data"]["token"]
    await caller.cs(citizen.id, {"attachment": {"type": "file", "payload": {"token": token}}})
    await caller.emulator.webhook.settled()
    assert receiver.names == ["oa_send_image", "oa_send_file"]
    shown = [event["message"]["attachments"][0] for event in receiver.events]
    assert shown[0] == {"type": "image", "payload": {"url": element["url"], "thumbnail": element["url"]}}
    assert shown[1]["type"] == "file"


async def test_an_officer_is_told_by_the_admin_id(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    await caller.emulator.officer.write(citizen.person, "Chào bác")
    assert receiver.events[0]["event_name"] == "oa_send_text"
    assert receiver.events[0]["sender"]["admin_id"] == caller.emulator.officer.admin_id
    assert citizen.texts == ["Chào bác"]


async def test_a_tap_on_a_query_is_a_text_of_its_payload(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    given = [
        {"title": "Lệ phí", "type": "oa.query.hide", "payload": "#phi"},
        {"title": "Mở", "type": "oa.open.url", "payload": {"url": "https://a.vn"}},
    ]
    message = {"text": "a", "attachment": {"type": "template", "payload": {"buttons": given}}}
    await caller.cs(citizen.id, message)
    await caller.emulator.webhook.settled()
    receiver.bodies.clear()
    assert await citizen.tap("Mở") is None
    await citizen.tap("Lệ phí")
    assert receiver.names == ["user_send_text"]
    assert receiver.events[0]["message"]["text"] == "#phi"
    with pytest.raises(LookupError):
        await citizen.tap("Nộp hồ sơ")


@pytest.mark.parametrize("spelling", SPELLINGS)
async def test_the_signature_is_over_the_bytes_as_they_came(
    citizen: Citizen, receiver: Receiver, caller: Caller, spelling: Any
) -> None:
    account = caller.emulator.account
    caller.emulator.webhook.spelling = spelling
    caller.emulator.webhook.signing = Signing(prefix="sha256=", timestamp="header", first="oa_id")
    await citizen.send_text("đất ở / nhà ở")
    body, headers = receiver.bodies[-1], receiver.headers[-1]
    stamp = headers["X-ZEvent-Timestamp"]
    joined = account.oa_id.encode() + body + stamp.encode() + account.oa_secret.encode()
    assert headers["X-ZEvent-Signature"] == "sha256=" + hashlib.sha256(joined).hexdigest()
    assert receiver.events[0]["message"]["text"] == "đất ở / nhà ở"
    assert receiver.events[0]["timestamp"] != stamp


async def test_odd_times_are_told_if_wanted(citizen: Citizen, receiver: Receiver, caller: Caller) -> None:
    caller.emulator.events.stamp = lambda at: "0"
    await citizen.send_text("a")
    assert receiver.events[0]["timestamp"] == "0"


async def test_what_is_not_taken_climbs_the_ladder_with_the_same_bytes(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    receiver.statuses = [500, 404, 302]
    delivery = await citizen.send_text("a")
    await caller.emulator.webhook.settled()
    assert [attempt.status for attempt in delivery.attempts] == [500, 404, 302, 200]
    assert [headers.get("num_retry") for headers in receiver.headers[1:]] == [None, "1", "2", "3"]
    assert set(receiver.bodies[1:]) == {delivery.body}
    assert delivery.arrived


async def test_after_the_fifth_retry_the_webhook_is_disabled(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    webhook = caller.emulator.webhook
    receiver.statuses = [503] * 6
    delivery = await citizen.send_text("a")
    await webhook.settled()
    assert (len(delivery.attempts), webhook.enabled) == (6, False)
    lost = await citizen.send_text("b")
    assert not lost.attempts
    webhook.enabled = True
    assert (await citizen.send_text("c")).arrived


async def test_what_is_under_way_when_the_webhook_is_disabled_is_given_up(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    receiver.statuses = [503] * 60
    caller.emulator.webhook.hold()
    for number in range(10):
        await citizen.send_text(str(number))
    await caller.emulator.webhook.release(parallel=1)
    await caller.emulator.webhook.settled()
    assert not caller.emulator.webhook.enabled


async def test_a_slow_answer_counts_as_none(citizen: Citizen, receiver: Receiver, caller: Caller) -> None:
    receiver.seconds = 0.5
    delivery = await citizen.send_text("a")
    receiver.seconds = 0.0
    await caller.emulator.webhook.settled()
    assert [attempt.status for attempt in delivery.attempts] == [None, 200]
    assert delivery.attempts[0].milliseconds >= 200


async def test_only_lost_connections_are_retried_if_zalo_is_read_so(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    caller.emulator.webhook.retries_refusals = False
    receiver.statuses = [500]
    delivery = await citizen.send_text("a")
    await caller.emulator.webhook.settled()
    assert [attempt.status for attempt in delivery.attempts] == [500]
    assert caller.emulator.webhook.enabled


async def test_a_switched_off_event_does_not_come(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    caller.emulator.webhook.events_off.add("user_send_sticker")
    await citizen.send_sticker()
    await citizen.send_text("a")
    assert receiver.names == ["user_send_text"]


async def test_events_come_doubled_and_out_of_order_if_wanted(
    citizen: Citizen, receiver: Receiver, caller: Caller
) -> None:
    caller.emulator.webhook.hold()
    sent = [str(number) for number in range(40)]
    for text in sent:
        await citizen.send_text(text)
    assert not receiver.events
    await caller.emulator.webhook.release(Random(7), doubled=0.3)
    texts = [event["message"]["text"] for event in receiver.events]
    times = Counter(texts)
    assert set(times) == set(sent)
    assert set(times.values()) == {1, 2}
    assert texts != sorted(texts, key=int)
