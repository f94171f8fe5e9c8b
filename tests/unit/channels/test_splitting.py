"""Long texts in parts."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.splitting import split_text

ANSWER = (
    "Dạ, cô/bác mang theo 3 thứ:\n1. Đơn đăng ký.\n2. Hợp đồng. Bản chính.\n\n"
    "Nộp ở xã nào cũng được. Giờ hành chính."
)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_a_short_text_stays_whole() -> None:
    assert split_text("Dạ, 10 ngày.", 2000) == ["Dạ, 10 ngày."]
    assert split_text("", 2000) == [""]


def test_paragraphs_are_cut_apart_before_lines_and_lines_before_sentences() -> None:
    paragraphs = split_text(ANSWER, 80)
    assert paragraphs[1].startswith("Nộp ở xã")
    lines = split_text(ANSWER, 45)
    assert lines[0].endswith("Đơn đăng ký.")
    assert split_text("Một hai ba. Bốn năm sáu.", 14) == ["Một hai ba.", "Bốn năm sáu."]


def test_a_word_without_end_is_cut_where_it_must() -> None:
    assert [len(part) for part in split_text("a" * 25, 10)] == [10, 10, 5]


def test_texts_come_out_composed() -> None:
    (part,) = split_text(unicodedata.normalize("NFD", "sổ đỏ"), 10)
    assert part == "sổ đỏ"


@given(st.text(max_size=400), st.integers(min_value=4, max_value=60))
def test_no_part_is_too_long_and_nothing_but_white_space_is_lost(text: str, longest: int) -> None:
    parts = split_text(text, longest, utf16)
    assert all(utf16(part) <= longest for part in parts)
    whole = unicodedata.normalize("NFC", text)
    assert "".join("".join(parts).split()) == "".join(whole.split())
