"""Cards as files: the sheet and the picture."""

import unicodedata

import msgspec
import pytest

from bot.cards.render import PICTURE_PIXELS, fingerprint, render
from tests.unit.cards.reading import (
    A5_POINTS,
    has_empty_box,
    letter_sizes,
    page_sizes,
    picture_size,
    spaceless,
    words_of,
)
from tests.unit.cards.records import LATER, card, transfer_card, with_papers

# What Typst would take for its own if it ever read it as source.
COMMANDS = (
    '#read("/etc/passwd")',
    "$x^2$ #strong[x]",
    "@nowhere <label> *bold* _it_ `code`",
    '"] #panic("!") \\',
    "= Heading // comment /* more */",
    "{{ card }} <script>alert(1)</script>",
)


def test_the_sheet_is_one_a5_page_with_everything_on_it() -> None:
    pdf = render(transfer_card("sale", changes=(LATER,)), "pdf")
    assert pdf.startswith(b"%PDF")
    assert page_sizes(pdf) == [A5_POINTS]
    words = words_of(pdf)
    for shown in (
        "Sang tên sổ đỏ",
        "Trường hợp: Mua bán",
        "Nay đã đổi.",
        "Hợp đồng mua bán",
        "mẫu số 18",
        "1 bản chính, 1 bản sao",
        "Có giấy nào dưới đây thì mang thêm giấy đó:",
        "Lưu ý: Mẫu đơn do tỉnh quy định.",
        "Lệ phí cấp sổ: 25.000 đồng/giấy",
        "5 ngày làm việc",
        "Trung tâm Phục vụ hành chính công xã",
        "0251 000 000",
        "Căn cứ: Quyết định 2304/QĐ-BNNMT. Kiểm tra ngày 10/06/2026.",
    ):
        assert spaceless(shown) in words, shown
    assert spaceless("Giấy khai sinh") not in words


def test_what_depends_on_the_case_says_so() -> None:
    words = words_of(render(transfer_card(), "pdf"))
    assert spaceless("Tặng cho: Giấy khai sinh") in words
    assert spaceless("5 ngày làm việc (mua bán)") in words


def test_letters_are_large_enough_for_old_eyes() -> None:
    sizes = letter_sizes(render(transfer_card(), "pdf"))
    assert min(sizes) >= 9
    assert 11 in sizes


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_record_says_is_never_a_command(command: str) -> None:
    hostile = msgspec.structs.replace(
        card(with_papers(command)), name=command, places=(command,), source=command, notes={"papers": command}
    )
    pdf = render(hostile, "pdf")
    assert words_of(pdf).count(spaceless(command)) >= 4
    assert picture_size(render(hostile, "png"))[0] == PICTURE_PIXELS


def test_a_long_list_goes_on_under_the_same_heading() -> None:
    names = [f"Giấy tờ thứ {number} trong một danh sách dài" for number in range(1, 41)]
    pdf = render(card(with_papers(*names)), "pdf")
    assert page_sizes(pdf) == [A5_POINTS, A5_POINTS, A5_POINTS][: len(page_sizes(pdf))]
    assert len(page_sizes(pdf)) > 1
    words = words_of(pdf)
    assert words.count(spaceless("Giấy tờ cần mang")) == len(page_sizes(pdf))
    assert [name for name in names if spaceless(name) not in words] == []


def test_the_picture_is_as_wide_as_a_phone() -> None:
    width, height = picture_size(render(transfer_card("sale"), "png"))
    assert width == PICTURE_PIXELS
    assert height > width


def test_every_letter_of_vietnamese_has_a_glyph() -> None:
    """A letter that the font lacks is drawn as an empty box, and every such box is the same."""
    marked = [letter + tone for letter in "aăâeêioôơuưy" for tone in ("", "̀", "̉", "̃", "́", "̣")]
    letters = unicodedata.normalize("NFC", "".join(marked)) + "đ"
    letters += letters.upper() + "₫²³½×≤≥–—…“”•"
    pdf = render(card(with_papers(letters)), "pdf")
    missing = render(card(with_papers(letters + "☐")), "pdf")
    assert not has_empty_box(pdf)
    assert has_empty_box(missing)


def test_the_fingerprint_names_the_version_and_changes_with_the_card() -> None:
    one = transfer_card("sale")
    assert fingerprint(one).startswith(one.version + "-")
    assert fingerprint(one) == fingerprint(transfer_card("sale"))
    assert fingerprint(one) != fingerprint(transfer_card("gift"))
    assert fingerprint(one) != fingerprint(transfer_card("sale", changes=(LATER,)))


def test_the_same_card_is_the_same_file() -> None:
    assert render(transfer_card(), "pdf") == render(transfer_card(), "pdf")
