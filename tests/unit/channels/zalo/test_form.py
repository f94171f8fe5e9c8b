"""Replies as Zalo shows them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from bot.channels.zalo.channel import Zalo
from bot.channels.zalo.messages import phone_message, text_message
from bot.conversation.attachments import Attachment, AttachmentKind
from bot.conversation.delivery import AttachmentRefused, Outgoing, PermanentFailure, TemporaryFailure
from bot.conversation.replies import Button, Reply, Template, Wanted
from tests.unit.channels.zalo.account import CONFIG

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
FEE = Button("Phí, thuế bao nhiêu", '/ask_fee{"procedure":"1.013831"}')


def zalo(public_url: str = "https://chidan.example.vn") -> Zalo:
    """A channel that was not started: it has no database, and reaches nobody."""
    nothing = cast(Any, None)
    return Zalo(replace(CONFIG, public_url=public_url), nothing, nothing, nothing, lambda: NOW)


def parts(reply: Reply) -> Sequence[Reply]:
    return zalo().fit(reply)


def test_five_buttons_are_buttons_and_six_are_numbered() -> None:
    (shown,) = parts(Reply("Dạ?", (FEE,) * 5))
    assert len(shown.buttons) == 5
    (numbered,) = parts(Reply("Dạ?", (FEE,) * 6))
    assert numbered.buttons == ()
    assert "6. Phí, thuế bao nhiêu" in numbered.text


def test_long_words_go_in_parts_of_two_thousand() -> None:
    found = parts(Reply("Dạ, cô/bác nộp ở xã. " * 300, (FEE,)))
    assert max(len(part.text) for part in found) <= 2_000
    assert [bool(part.buttons) for part in found] == [False] * (len(found) - 1) + [True]


def test_pictures_and_files_go_alone() -> None:
    found = parts(Reply("Dạ, mẫu đơn đây ạ.", images=("/a.png", "/b.png"), file="/thu-tuc/1/the.pdf"))
    told = [(part.text, part.images, part.file) for part in found]
    assert ("", ("/a.png",), None) in told
    assert ("", ("/b.png",), None) in told
    assert ("", (), "/thu-tuc/1/the.pdf") in told


def test_a_file_that_zalo_does_not_take_is_a_link() -> None:
    (part,) = parts(Reply("Dạ, bảng đây ạ.", file="/bang.xlsx"))
    assert part == Reply("Dạ, bảng đây ạ.\nhttps://chidan.example.vn/bang.xlsx")


def test_without_a_public_address_the_link_is_what_is_known_of_it() -> None:
    assert list(zalo("").fit(Reply("Dạ.", file="/bang.xlsx"))) == [Reply("Dạ.\n/bang.xlsx")]


async def test_only_the_wish_for_a_phone_number_is_left_out_without_a_public_address() -> None:
    parts = (Reply("", images=("/a.png",)), Reply("", file="/a.pdf"))
    for part in parts:
        with pytest.raises(TemporaryFailure, match="not_started"):
            await zalo("").send(outgoing(part, timedelta()))


def test_a_page_of_ours_is_told_by_its_address() -> None:
    assert list(parts(Reply("/thu-tuc/1.013831"))) == [Reply("https://chidan.example.vn/thu-tuc/1.013831")]


def test_nothing_has_no_parts() -> None:
    assert list(parts(Reply(""))) == []


def test_the_wish_for_a_phone_number_is_a_card_without_buttons() -> None:
    assert list(parts(Reply("Dạ, cho em xin số.", wants=Wanted.PHONE))) == [
        Reply("Dạ, cho em xin số.", wants=Wanted.PHONE)
    ]
    asked, card = parts(Reply("Dạ, cho em xin số.", (FEE,), wants=Wanted.PHONE))
    assert asked == Reply("Dạ, cho em xin số.", (FEE,))
    assert card == Reply("", wants=Wanted.PHONE)
    asked, card = parts(Reply("Dạ " * 200, wants=Wanted.PHONE))
    assert (asked.wants, card.wants) == (None, Wanted.PHONE)


def test_a_wish_for_a_place_is_words_and_buttons() -> None:
    reply = Reply("Dạ, cô/bác ở xã nào?", (FEE,), wants=Wanted.LOCATION)
    assert list(parts(reply)) == [reply]


def test_taps_are_marked_and_hidden() -> None:
    message = text_message("Dạ?", (FEE,))
    (button,) = message["attachment"]["payload"]["buttons"]
    assert button == {"title": FEE.title, "type": "oa.query.hide", "payload": f"#{FEE.payload}"}


def test_zalo_gets_words_where_the_reply_has_none() -> None:
    assert text_message("", (FEE,))["text"]
    (element,) = phone_message("", "https://a.vn/a.png")["attachment"]["payload"]["elements"]
    assert element["title"]
    assert element["subtitle"]


def outgoing(reply: Reply, ago: timedelta) -> Outgoing:
    return Outgoing("246845883529197922", 1, reply, NOW - ago)


async def test_after_seven_days_zalo_is_not_asked() -> None:
    with pytest.raises(PermanentFailure, match="window_closed"):
        await zalo().send(outgoing(Reply("Dạ"), timedelta(days=7, seconds=1)))
    with pytest.raises(TemporaryFailure, match="not_started"):
        await zalo().send(outgoing(Reply("Dạ"), timedelta(days=7)))


async def test_an_approved_template_goes_out_at_any_time_in_one_piece() -> None:
    reply = Reply("Dạ, " * 900, template=Template("survey", (("code", "H19"),)))
    assert list(parts(reply)) == [reply]
    with pytest.raises(TemporaryFailure, match="not_started"):
        await zalo().send(outgoing(reply, timedelta(days=300)))


@pytest.mark.parametrize("kind", [kind for kind in AttachmentKind if kind is not AttachmentKind.IMAGE])
async def test_only_pictures_are_fetched(kind: AttachmentKind) -> None:
    with pytest.raises(AttachmentRefused):
        await zalo().fetch(Attachment(kind, "https://photo.zdn.vn/a.jpg"))


async def test_a_picture_without_an_address_is_refused() -> None:
    with pytest.raises(AttachmentRefused):
        await zalo().fetch(Attachment(AttachmentKind.IMAGE))
