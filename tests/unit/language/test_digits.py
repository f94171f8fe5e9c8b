"""Numbers typed with blanks around their signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.codes import find_codes
from bot.language.digits import join_digits


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1 . 500 . 000 đ", "1.500.000 đ"),
        ("500 , 000 vnd", "500,000 vnd"),
        ("1, 200, 000 đồng", "1,200,000 đồng"),
        ("1 ,5 tỷ", "1,5 tỷ"),
        ("2 , 5 công đất", "2,5 công đất"),
    ],
)
def test_a_number_with_its_unit_is_one(typed: str, meant: str) -> None:
    assert join_digits(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "thửa 214, 215 m2",
        "thửa 1, 2 công",
        "gọi 0909 , 123 . 456",
        "0909 123 456",
        "H58.15 , 240605 , 0012",
        "1.012784",
        "ngày 1 . 500 người",
    ],
)
def test_lists_phones_and_codes_stay(text: str) -> None:
    assert join_digits(text) == text


@given(
    st.lists(
        st.sampled_from(["1", "500", "000", ",", ".", "đ", "tỷ", "H58.15-240605-0012", "1.012784", "m2"])
    )
)
def test_joining_is_stable_never_longer_and_keeps_codes(parts: list[str]) -> None:
    text = " ".join(parts)
    once = join_digits(text)
    assert join_digits(once) == once
    assert len(once) <= len(text)
    assert [code.value for code in find_codes(text)] == [
        code.value for code in find_codes(once) if code.value in text
    ]
