import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import find_codes
from bot.language.shorthand import LONGEST_GROWTH, expand_shorthand, shorthand_table
from bot.language.tone import place_tones


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("e k bít tách sổ cần j", "em không biết tách sổ cần gì"),
        ("nộp GCN và CCCD", "nộp giấy chứng nhận và căn cước"),
        ("xin sđt ubnd xã", "xin số điện thoại ủy ban nhân dân xã"),
        ("qsdđ dc cấp chưa", "quyền sử dụng đất được cấp chưa"),
        ("tui mần sổ", "tôi làm sổ"),
        ("500 k hay 500k", "500k hay 500k"),
        ("mình kẹt", "mình kẹt"),
    ],
)
def test_whole_words_are_written_out(typed: str, meant: str) -> None:
    assert expand_shorthand(typed) == meant


def test_codes_are_left_alone() -> None:
    text = "H58 15 240605 0012 và 1.012784.H38"
    assert expand_shorthand(text) == text


def test_nothing_that_is_written_out_holds_shorthand() -> None:
    unstable = {short: full for short, full in shorthand_table().items() if expand_shorthand(full) != full}
    assert unstable == {}


def test_every_full_form_has_its_tones_in_their_one_place() -> None:
    assert [full for full in shorthand_table().values() if place_tones(full) != full] == []


WORDS = st.one_of(
    st.sampled_from(sorted(shorthand_table())),
    st.sampled_from(["H58.15-240605-0012", "1.012784", "sổ", "500"]),
)


@given(st.lists(WORDS, max_size=12).map(" ".join))
def test_expanding_is_stable_bounded_and_keeps_codes(text: str) -> None:
    once = expand_shorthand(text)
    assert expand_shorthand(once) == once
    assert len(once) <= LONGEST_GROWTH * len(text)
    assert [code.value for code in find_codes(once)] == [code.value for code in find_codes(text)]
