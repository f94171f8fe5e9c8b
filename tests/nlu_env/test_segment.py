import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.normalise import normalise
from bot.language.segment import segment

WORDS = st.sampled_from(
    [
        "sổ đỏ",
        "Giấy chứng nhận",
        "hồ sơ",
        "H58.15-240605-0012",
        "1.012784",
        "100m2",
        "😀",
        "...",
        "tách thửa",
        "<b>",
        "ở",
    ]
)


def test_compound_words_are_one_word() -> None:
    words = [word.text for word in segment("cấp giấy chứng nhận quyền sử dụng đất")]
    assert words == ["cấp", "giấy", "chứng nhận", "quyền", "sử dụng", "đất"]


@pytest.mark.parametrize("code", ["H58.15-240605-0012", "000.00.16.H10-210701-0001", "1.012784"])
def test_codes_stay_whole(code: str) -> None:
    assert code in [word.text for word in segment(f"hồ sơ {code} tới đâu rồi")]


def test_nothing_to_cut_gives_nothing() -> None:
    assert segment("") == segment("   ") == []


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS | st.text(max_size=8), max_size=8).map(" ".join).map(normalise))
def test_every_offset_is_true_and_no_letter_is_lost(text: str) -> None:
    words = segment(text)
    assert all(text[word.start : word.end] == word.text for word in words)
    assert all(one.end <= two.start for one, two in itertools.pairwise(words))
    assert "".join("".join(word.text.split()) for word in words) == "".join(text.split())
