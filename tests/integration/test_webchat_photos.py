"""Photos over the web chat: checked by content, taken once, kept only where a form asks, not without end."""

import asyncio
import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
import segno

from bot.channels.webchat import photos
from bot.channels.webchat.photos import KEPT_SECONDS, PhotoBox
from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Reply, Wanted
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import chat_app

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64


async def send(
    page: ChatPage, content: bytes, own_id: str = "p1", wait: str = "10", **changes: str
) -> tuple[int, dict[str, Any]]:
    """Status and body."""
    headers = {
        "X-Chat-Session": changes.get("session", page.session),
        "X-Chat-Token": changes.get("token", page.token),
        "X-Message-Id": own_id,
        # What the browser says of it is not believed.
        "Content-Type": "image/jpeg",
    }
    async with page.http.post(
        "/api/chat/photos", data=content, headers=headers, params={"wait": wait}
    ) as response:
        return response.status, await response.json()


async def test_a_photo_is_a_message_and_the_same_photo_again_is_the_same(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        status, answer = await send(page, JPEG)
        assert (status, answer["meta"]["outcome"]) == (
            200,
            "refused",
        )  # no form asks
        assert (await send(page, JPEG, wait="0"))[1] == {"accepted": True, "duplicate": True}


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 415, "photo_unknown"),
        (b"<script>alert(1)</script>", 415, "photo_unknown"),
        (b"%PDF-1.7 a document", 415, "photo_unknown"),
        (b"GIF89a", 415, "photo_unknown"),
        (b"\0\0\0\x18ftypmp42 a film", 415, "photo_unknown"),
        (JPEG + b"\0" * photos.LARGEST_PHOTO, 413, "photo_too_large"),
    ],
)
async def test_what_is_no_photo_is_refused_in_plain_words(
    db: Database, content: bytes, status: int, code: str
) -> None:
    async with chat_app(db, FakeNlu()) as http:
        told, answer = await send(await ChatPage.open(http), content)
    assert (told, answer["error"]["code"]) == (status, code)
    assert answer["error"]["message"].startswith("Dạ, ")


async def test_nobody_sends_into_another_conversation(db: Database) -> None:
    async with chat_app(db, FakeNlu()) as http:
        page, other = await ChatPage.open(http), await ChatPage.open(http)
        assert (await send(page, JPEG, token=other.token))[0] == 403
        assert (await send(page, JPEG, session="khong-co"))[0] == 404
        assert (await send(page, JPEG, own_id="../../x"))[0] == 422
        assert (await send(page, JPEG, session="../../etc"))[0] == 404


async def test_a_session_sends_so_many_in_an_hour(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_PHOTOS", 2)
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        told = [await send(page, JPEG + bytes([number]), f"p{number}", wait="0") for number in range(3)]
        assert [status for status, _ in told] == [202, 202, 429]
        assert told[-1][1]["error"]["code"] == "photo_enough"
        assert (await send(page, JPEG, "p0", wait="0"))[0] == 202  # one that came before is none more
        assert (await send(await ChatPage.open(http), JPEG))[0] == 200
        monkeypatch.setattr(photos, "KEPT_SECONDS", -1.0)
        assert (await send(page, JPEG, "p9", wait="0"))[0] == 202


async def test_all_together_do_not_fill_the_disk(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MOST_BYTES", 100)
    async with chat_app(db, FakeNlu()) as http:
        page = await ChatPage.open(http)
        assert (await send(page, JPEG, wait="0"))[0] == 202
        status, answer = await send(page, JPEG, "p2", wait="0")
    assert (status, answer["error"]["code"]) == (503, "not_stored")


async def test_the_code_on_a_photo_of_the_receipt_is_read(db: Database, receipt: tuple[bytes, str]) -> None:
    picture, code = receipt
    async with chat_app(db, FakeNlu()) as http:
        _, answer = await send(await ChatPage.open(http), picture)
    assert code in answer["replies"][0]["text"]


@pytest.fixture
def receipt() -> tuple[bytes, str]:
    """A receipt with its code as a QR code."""
    drawn, code = io.BytesIO(), "H19.25-261101-0007"
    segno.make(code).save(drawn, kind="png", scale=8)
    return drawn.getvalue(), code


async def test_that_a_photo_is_asked_for_reaches_the_page(db: Database) -> None:
    nlu = FakeNlu()
    nlu.scripted["hình"] = NluAnswer(Outcome.ANSWERED, (Reply("Dạ, hình đâu ạ?", wants=Wanted.PHOTO),))
    async with chat_app(db, nlu) as http:
        page = await ChatPage.open(http)
        answered = await page.ask("hình")
        [streamed] = await page.read(1)
    assert answered["replies"][0]["wants"] == streamed["wants"] == "photo"


async def test_a_photo_goes_after_an_hour_though_nobody_sends_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.webchat.photos.BETWEEN_LOOKS", 0.05)
    old, new = tmp_path / "session" / "old", tmp_path / "session" / "new"
    old.parent.mkdir()
    for photo, age in ((old, KEPT_SECONDS + 1), (new, 0)):
        photo.write_bytes(b"x")
        os.utime(photo, (time.time() - age, time.time() - age))
    tidying = asyncio.create_task(PhotoBox(tmp_path).keep_tidy())
    async with asyncio.timeout(5):
        while old.exists():
            await asyncio.sleep(0.02)
    tidying.cancel()
    assert new.exists()
