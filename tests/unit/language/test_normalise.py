import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import find_codes
from bot.language.normalise import normalise

WORDS = st.sampled_from(
    ["hoà", "giaays", "gia6y1", "k", "dc", "sổ", "ĐỎ", "H58.15-240605-0012", "1.012784", "😀", "<b>", "qsdđ",
     "thuỷ", "500 k", "tui", "\u200b", "nộp", "ở", "đâu"]
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


@given(st.text(max_size=300))
def test_any_text_is_bounded_and_in_composed_form(text: str) -> None:
    once = normalise(text)
    assert len(once) <= 40 * (len(text) + 1)
    assert unicodedata.is_normalized("NFC", once)
