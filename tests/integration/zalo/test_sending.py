"""Replies leave by Zalo's API, and each failure of it is told for what it is."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.channels.zalo.connection import Connection
from bot.conversation.delivery import DeliveryUnknown, PermanentFailure, TemporaryFailure
from bot.conversation.replies import Button, Reply, Wanted
from bot.findings import Finding
from bot.storage.database import Database
from tests.emulators.clock import HandClock
from tests.emulators.faults import answers, bad_gateway, hangs, reset
from tests.emulators.loopback import serving
from tests.emulators.zalo.citizen import Citizen
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.refusals import rate_limited, refuses
from tests.integration.zalo.program import config_for

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
PDF = b"%PDF-1.7\n"
MEGABYTE = 1024 * 1024
FEE = Button("Phí, thuế bao nhiêu", '/ask_fee{"procedure":"1.013831"}')


class OwnPages:
    """What our own server answers by address."""

    def __init__(self) -> None:
        self.pages: dict[str, web.Response | bytes] = {"/a.png": PNG, "/the.pdf": PDF}
        self.asked: list[str] = []

    async def get(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        page = self.pages.get(request.path, b"")
        if isinstance(page, web.Response):
            return page
        return web.Response(body=page, status=200 if page else 404)


@dataclass
class Desk:
    """The client, before the emulator and our own pages, and one citizen."""

    emulator: ZaloEmulator
    connection: Connection
    own: OwnPages
    citizen: Citizen
    clock: HandClock

    async def send(self, reply: Reply) -> str | None:
        return await self.connection.client.send(self.citizen.id, reply, f"{self.emulator.url}/phone.png")


@pytest.fixture
async def desk(db: Database) -> AsyncIterator[Desk]:
    clock, own = HandClock(), OwnPages()
    app = web.Application()
    app.router.add_get("/{path:.*}", own.get)
    async with ZaloEmulator(clock=clock).running() as emulator, serving(app) as own_url:
        connection = Connection(config_for(emulator, own_url=own_url), db, clock)
        yield Desk(emulator, connection, own, emulator.citizen(), clock)
        await connection.finish()
        await connection.close()


async def test_words_and_buttons(desk: Desk) -> None:
    name = await desk.send(Reply("Dạ, thuế bao nhiêu?", (FEE,)))
    (sent,) = desk.citizen.sent
    assert sent.id == name
    assert sent.text == "Dạ, thuế bao nhiêu?"
    assert [button["title"] for button in sent.buttons] == [FEE.title]


async def test_the_longest_that_a_form_lets_through_is_taken(desk: Desk) -> None:
    await desk.send(Reply("ạ" * 2_000, (Button("t" * 100, "/" + "p" * 127),) * 5))
    assert len(desk.citizen.sent) == 1


async def test_a_picture_is_uploaded_once(desk: Desk) -> None:
    for _ in range(2):
        await desk.send(Reply("", images=("/a.png",)))
    assert [sent.kind for sent in desk.citizen.sent] == ["image", "image"]
    assert desk.emulator.assets.uploads_left == 4_999
    desk.own.pages["/a.png"] = PNG + b"\1"
    await desk.send(Reply("", images=("/a.png",)))
    assert desk.emulator.assets.uploads_left == 4_998


async def test_an_old_upload_is_made_again(desk: Desk) -> None:
    await desk.send(Reply("", images=("/a.png",)))
    desk.clock.advance(days=6, hours=1)
    await desk.send(Reply("", images=("/a.png",)))
    assert desk.emulator.assets.uploads_left == 4_998


async def test_an_upload_that_died_early_is_made_again(desk: Desk) -> None:
    await desk.send(Reply("", images=("/a.png",)))
    desk.emulator.faults.next("cs", refuses(-100))
    with pytest.raises(TemporaryFailure, match="-100"):
        await desk.send(Reply("", images=("/a.png",)))
    await desk.send(Reply("", images=("/a.png",)))
    assert desk.emulator.assets.uploads_left == 4_998


async def test_a_file_comes_under_its_name(desk: Desk) -> None:
    await desk.send(Reply("", file="/the.pdf"))
    (sent,) = desk.citizen.sent
    asset = desk.emulator.assets.get(sent.body["attachment"]["payload"]["token"])
    assert asset is not None
    assert (asset.name, asset.content) == ("the.pdf", PDF)


async def test_a_file_comes_under_the_name_that_its_page_gives_it(desk: Desk) -> None:
    named = {"Content-Disposition": 'inline; filename="the-1.013831.pdf"'}
    desk.own.pages["/the.pdf"] = web.Response(body=PDF, headers=named)
    await desk.send(Reply("", file="/the.pdf"))
    (sent,) = desk.citizen.sent
    asset = desk.emulator.assets.get(sent.body["attachment"]["payload"]["token"])
    assert asset is not None
    assert asset.name == "the-1.013831.pdf"


async def test_the_wish_for_a_phone_number(desk: Desk) -> None:
    await desk.send(Reply("Dạ, cho em xin số.", wants=Wanted.PHONE))
    assert [sent.kind for sent in desk.citizen.sent] == ["request_user_info"]


@pytest.mark.parametrize(
    ("page", "failure"),
    [
        (lambda: b"", PermanentFailure),
        (lambda: PNG + b"\0" * MEGABYTE, PermanentFailure),
        (lambda: b"<svg/>", PermanentFailure),
        (lambda: web.Response(status=302, headers={"Location": "http://127.0.0.1:1/"}), PermanentFailure),
        (lambda: web.Response(status=503), TemporaryFailure),
    ],
    ids=["gone", "large", "svg", "elsewhere", "busy"],
)
async def test_a_page_of_ours_that_is_no_picture_is_not_sent(desk: Desk, page: Any, failure: Any) -> None:
    desk.own.pages["/b.png"] = page()  # an answer can be given once
    with pytest.raises(failure):
        await desk.send(Reply("", images=("/b.png",)))
    assert not desk.citizen.sent


@pytest.mark.parametrize("code", [-216, -220, -124])
async def test_a_rejected_token_is_renewed_and_the_reply_sent_once(desk: Desk, code: int) -> None:
    await desk.send(Reply("một"))
    desk.clock.advance(hours=1)
    desk.emulator.faults.next("cs", answers(200, {"error": code, "message": ""}))
    await desk.send(Reply("hai"))
    assert desk.citizen.texts == ["một", "hai"]


async def test_a_grant_that_ended_waits_for_a_person(desk: Desk) -> None:
    await desk.send(Reply("một"))
    desk.clock.advance(hours=1)
    desk.emulator.tokens.void()
    with pytest.raises(TemporaryFailure, match="token") as failure:
        await desk.send(Reply("hai"))
    assert failure.value.patience == timedelta(hours=4)
    assert desk.citizen.texts == ["một"]


async def test_a_token_that_is_rejected_however_new_waits_for_a_person(desk: Desk) -> None:
    await desk.send(Reply("một"))
    desk.clock.advance(hours=1)
    desk.emulator.faults.next("cs", refuses(-216), times=2)
    with pytest.raises(TemporaryFailure, match="token") as failure:
        await desk.send(Reply("hai"))
    assert failure.value.patience == timedelta(hours=4)


async def test_too_many_calls_wait_for_the_next_minute(desk: Desk) -> None:
    desk.emulator.faults.next("cs", rate_limited())
    with pytest.raises(TemporaryFailure, match="-32") as failure:
        await desk.send(Reply("một"))
    assert failure.value.retry_after


@pytest.mark.parametrize(("change", "code"), [("block", "-244"), ("vanish", "-227"), ("unfollow", "-213")])
async def test_people_who_cannot_be_reached_are_given_up(desk: Desk, change: str, code: str) -> None:
    done = getattr(desk.citizen, change)()
    if done is not None:
        await done
    with pytest.raises(PermanentFailure, match=code):
        await desk.send(Reply("một"))


async def test_trouble_of_the_account_is_told_until_it_is_over(desk: Desk) -> None:
    desk.emulator.faults.next("cs", refuses(-221))
    with pytest.raises(TemporaryFailure, match="-221"):
        await desk.send(Reply("một"))
    assert desk.connection.findings() == [Finding("zalo_takes_nothing", {"code": -221})]
    await desk.send(Reply("một"))
    assert desk.connection.findings() == []


async def test_a_proxy_in_trouble_is_tried_again(desk: Desk) -> None:
    desk.emulator.faults.next("cs", bad_gateway)
    with pytest.raises(TemporaryFailure, match="http_502"):
        await desk.send(Reply("một"))


async def test_a_page_in_place_of_an_answer_is_tried_again(desk: Desk) -> None:
    async def page(_request: web.Request, _handler: Any) -> web.StreamResponse:
        return web.Response(text="<html>", content_type="text/html")

    desk.emulator.faults.next("cs", page)
    with pytest.raises(TemporaryFailure, match="no_json"):
        await desk.send(Reply("một"))


@pytest.mark.parametrize("answer", [{}, {"message": "Success"}, {"error": {}}, {"error": None}])
async def test_an_odd_answer_leaves_the_reply_unknown(desk: Desk, answer: dict[str, Any]) -> None:
    desk.emulator.faults.next("cs", answers(200, answer))
    with pytest.raises(DeliveryUnknown, match="odd_answer"):
        await desk.send(Reply("một"))


async def test_a_number_may_be_a_string(desk: Desk) -> None:
    desk.emulator.faults.next("cs", answers(200, {"error": "0", "data": {"message_id": "m1"}}))
    assert await desk.send(Reply("một")) == "m1"
    desk.emulator.faults.next("cs", answers(200, {"error": "-213"}))
    with pytest.raises(PermanentFailure, match="-213"):
        await desk.send(Reply("một"))


@pytest.mark.parametrize("processed", [True, False])
async def test_a_lost_answer_leaves_the_reply_unknown(desk: Desk, processed: bool) -> None:
    desk.emulator.faults.next("cs", reset(processed=processed))
    with pytest.raises(DeliveryUnknown):
        await desk.send(Reply("một"))
    assert len(desk.citizen.sent) == processed


async def test_silence_leaves_the_reply_unknown_before_the_sender_loses_patience(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.zalo.api.CALL_SECONDS", 0.3)
    desk.emulator.faults.next("cs", hangs(5, processed=True))
    with pytest.raises(DeliveryUnknown, match="timeout"):
        await desk.send(Reply("một"))


async def test_silence_at_an_upload_is_tried_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.zalo.api.CALL_SECONDS", 0.3)
    desk.emulator.faults.next("upload_image", hangs(5))
    with pytest.raises(TemporaryFailure, match="timeout"):
        await desk.send(Reply("", images=("/a.png",)))


async def test_what_cannot_be_reached_is_tried_again(desk: Desk, db: Database) -> None:
    async with serving(web.Application()) as gone:
        pass
    connection = Connection(config_for(desk.emulator, api_url=gone), db, desk.clock)
    with pytest.raises(TemporaryFailure, match="not_reached"):
        await connection.client.send(desk.citizen.id, Reply("một"))
    await connection.finish()
    await connection.close()


async def test_an_approved_template(desk: Desk) -> None:
    desk.emulator.messages.templates["321"] = frozenset({"code"})
    desk.clock.advance(days=30)
    assert await desk.connection.client.send_template(desk.citizen.id, "321", {"code": "H19"})
    with pytest.raises(PermanentFailure):
        await desk.connection.client.send_template(desk.citizen.id, "4", {})


async def test_people_and_account_are_asked_about(desk: Desk) -> None:
    client = desk.connection.client
    assert (await client.account())["oaid"] == desk.emulator.account.oa_id
    assert (await client.user_detail(desk.citizen.id))["user_is_follower"]
    assert (await client.quota(desk.citizen.id))["cs_reply"] == {"quota_type": "reply"}


async def test_many_at_once(desk: Desk) -> None:
    people = [desk.emulator.citizen() for _ in range(40)]
    send = desk.connection.client.send
    await asyncio.gather(*(send(citizen.id, Reply(citizen.id)) for citizen in people))
    assert [citizen.texts for citizen in people] == [[citizen.id] for citizen in people]
