"""What becomes of photos, places and other things that come beside words."""

from typing import Any

import pytest

from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.outcomes import Outcome, load_outcomes
from bot.conversation.steps.order import TURN_STEPS
from bot.conversation.turn import RunningTurn, run_steps
from tests.fakes.channel import FakeChannel
from tests.fakes.nlu import FakeNlu
from tests.unit.conversation.test_photo_codes import CODE, receipt
from tests.unit.conversation.turns import FACTS, claim

PHOTOS = {
    "receipt": receipt(),
    "address": receipt(f"https://dichvucong.gov.vn/tra-cuu?ma={CODE}"),
    "note": b"?",
}


async def ended(
    nlu: FakeNlu, kind: AttachmentKind, address: str = "", **changes: Any
) -> tuple[Outcome, RunningTurn]:
    asked = claim(attachment=Attachment(kind, address), **changes)
    turn = RunningTurn(asked, nlu, load_outcomes(FACTS), channel=FakeChannel(PHOTOS))
    return await run_steps(TURN_STEPS, turn), turn


@pytest.mark.parametrize("photo", ["receipt", "address"])
async def test_a_code_on_a_photo_goes_on_as_if_it_had_been_typed(photo: str) -> None:
    nlu = FakeNlu()
    await ended(nlu, AttachmentKind.IMAGE, photo)
    assert nlu.asked == [CODE]


async def test_words_beside_the_photo_are_kept() -> None:
    nlu = FakeNlu()
    await ended(nlu, AttachmentKind.IMAGE, "receipt", texts=("hồ sơ tới đâu rồi",))
    assert nlu.asked == [f"hồ sơ tới đâu rồi\n{CODE}"]


async def test_a_photo_that_cannot_be_read_says_what_it_could_do() -> None:
    for address in ("note", "gone"):
        nlu = FakeNlu()
        outcome, turn = await ended(nlu, AttachmentKind.IMAGE, address)
        assert (outcome, nlu.asked) == (Outcome.REFUSED, [])
        assert "mã hồ sơ" in turn.replies[-1].text


async def test_words_beside_a_photo_without_a_code_are_answered() -> None:
    nlu = FakeNlu()
    await ended(nlu, AttachmentKind.IMAGE, "gone", texts=("tách thửa cần gì",))
    assert nlu.asked == ["tách thửa cần gì"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (AttachmentKind.LOCATION, "xã, phường"),
        (AttachmentKind.FILE, "chưa mở được tệp"),
        (AttachmentKind.PHONE, "không cần số điện thoại"),
        (AttachmentKind.STICKER, "chỉ đọc được chữ"),
        (AttachmentKind.VOICE, "chỉ đọc được chữ"),
    ],
)
async def test_other_things_are_told_what_becomes_of_them(kind: AttachmentKind, words: str) -> None:
    _, turn = await ended(FakeNlu(), kind)
    assert words in turn.replies[0].text


async def test_while_an_officer_writes_nothing_is_said() -> None:
    nlu = FakeNlu()
    turn = RunningTurn(claim(texts=("phí",), officer_writes=True), nlu, load_outcomes(FACTS))
    assert await run_steps(TURN_STEPS, turn) is Outcome.HANDED_OVER
    assert (turn.replies, nlu.asked) == ((), [])


async def test_the_greeting_begins_with_what_must_be_known_on_a_channel() -> None:
    channel = FakeChannel()
    channel.notice = "Dạ, đừng gửi số căn cước ở đây."
    turn = RunningTurn(claim(payload="/greet"), FakeNlu(), load_outcomes(FACTS), channel=channel)
    await run_steps(TURN_STEPS, turn)
    assert turn.replies[0].text == channel.notice
