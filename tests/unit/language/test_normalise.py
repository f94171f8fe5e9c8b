import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import find_codes
from bot.language.normalise import normalise
from bot.language.shorthand import LONGEST_GROWTH
from bot.language.shorthand_table import shorthand_table

WORDS = st.sampled_from(
    ["hoà", "giaays", "gia6y1", "k", "dc", "sổ", "ĐỎ", "H58.15-240605-0012", "1.012784", "😀", "<b>", "qsdđ",
     "thuỷ", "500 k", "tui", "\u200b", "nộp", "ở", "đâu", "tt", "tp", "BH", "h.", "p.", "sd", "đ/c", "tc",
     "Tân Phú", "khônggg", "fải", "zậy", "mô", "chi", "biểu", "0909 123 456", "sổđỏ", "soor", "nhiêu",
     "bt", "1 , 5 tỷ", "kh", "nn"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=12).map(" ".join)


def test_all_steps_work_together() -> None:
    decomposed = unicodedata.normalize("NFD", "hoà giải k dc thì sao")
    assert normalise(decomposed) == "hòa giải không được thì sao"


@given(TEXTS)
def test_normal_text_is_stable_and_keeps_its_codes(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert [code.value for code in find_codes(once)] == [code.value for code in find_codes(text)]
    assert once.count("0909 123 456") == text.count("0909 123 456")


@given(st.text(max_size=300))
def test_any_text_is_bounded_and_in_composed_form(text: str) -> None:
    once = normalise(text)
    assert len(once) <= LONGEST_GROWTH * len(unicodedata.normalize("NFC", text))
    assert unicodedata.is_normalized("NFC", once)
    assert normalise(once) == once


@given(st.lists(st.sampled_from(sorted(shorthand_table())), max_size=12).map(" ".join))
def test_shorthand_alone_is_stable_and_bounded(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert len(once) <= LONGEST_GROWTH * len(text)
