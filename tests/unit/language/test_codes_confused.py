"""What is no dossier code is never read as one, and a dossier code is read as nothing else."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.language.codes import find_codes, find_dossier_codes, find_procedure_codes, is_dossier_code
from bot.language.personal_data import IDENTITY, PHONE, SERIAL, mask
from tests.unit.language.spoiling import dossier_codes


def _like(pattern: str) -> st.SearchStrategy[str]:
    return st.from_regex(pattern, fullmatch=True)


OTHER_NUMBERS = st.one_of(
    _like(r"[123]\.0[01][0-9]{4}(\.000\.00\.00)?(\.H[0-6][0-9])?"),  # procedures
    _like(r"(CCCD|cccd|căn cước|can cuoc|CC) 0[0-9]{11}"),
    _like(r"0[0-9]{2} [0-9]{3} [0-9]{3} [0-9]{3}"),
    _like(r"(CMND|cmnd|chứng minh|cm) [23][0-9]{8}"),
    _like(r"(CS|AB|BK|DĐ|cb|Đ|seri CH) ?[0-9]{6,8}"),
    _like(r"(thửa|thua|thửa đất số) [1-9][0-9]{0,3}[, ]{1,2}(tờ|to|tờ bản đồ) [1-9][0-9]?"),
    _like(r"(MST|mst|mã số thuế)[ :][0-9]{10}(-[0-9]{3})?"),
    _like(r"(SĐT|sdt|đt|gọi|zalo)[ :]{1,2}0[35789][0-9]{8}"),
    _like(r"0[35789][0-9]{2}[ .][0-9]{3}[ .][0-9]{3}"),
    _like(r"(ngày|ngay|bữa|hẹn) [0-3][0-9][/.-][01][0-9][/.-](20)?2[0-9]"),
    _like(r"[1-9][0-9]{0,2}([.,][0-9]{3}){1,3} ?(đ|đồng|vnd|m2)"),
    _like(r"(xe|biển số|bks) [1-9][0-9][A-Z][1-9]?[ -]([0-9]{3}\.[0-9]{2}|[0-9]{4})"),
    _like(r"(stk|STK|số tài khoản|vcb)[ :][0-9]{9,14}"),
    _like(r"(QĐ|quyết định|công văn) [1-9][0-9]{1,3}/(20[12][0-9]/)?QĐ-UBND"),
    _like(r"(nhà|lô|căn|hẻm) [A-Z][0-9]{1,2}"),
    _like(r"không (chín|tám|ba)( (không|một|hai|ba|bốn|năm|sáu|bảy|tám|chín)){8}"),
)
# A sentence that ends with a number does not hide the code that begins the next one.
BETWEEN = st.sampled_from((" ", ", ", "; ", "\n", " và ", " - ", " của tôi ", ". "))


@st.composite
def messages(draw: st.DrawFn) -> str:
    """Some of those numbers, one after the other."""
    pieces = draw(st.lists(OTHER_NUMBERS, min_size=1, max_size=4))
    return "".join(piece + draw(BETWEEN) for piece in pieces)


@given(messages())
def test_other_numbers_are_no_dossier_codes(text: str) -> None:
    assert find_dossier_codes(text) == []


@given(messages(), dossier_codes(), messages())
def test_a_dossier_code_stands_out_among_them(before: str, code: str, after: str) -> None:
    # Seven digits before a ministry's short code are how its long one begins: 000.00.00.G00-….
    assume(not (code.startswith("G") and before.rstrip()[-7:].isdecimal()))
    assert [found.value for found in find_dossier_codes(f"{before}{code}, {after}")] == [code]


@given(dossier_codes(), st.sampled_from(("{}", "{} 0909123456", "cccd 082190004517 {}", "sổ CB 412087, {}")))
def test_no_part_of_a_dossier_code_is_a_personal_number(code: str, text: str) -> None:
    shown = mask(text.format(code), keep_dossier_codes=True)
    assert code in shown
    assert sum(shown.count(mark) for mark in (PHONE, IDENTITY, SERIAL)) == (text != "{}")


@given(dossier_codes())
def test_no_part_of_a_dossier_code_is_a_procedure(code: str) -> None:
    assert [found.value for found in find_codes(f"1.012784, {code}")] == ["1.012784", code]
    assert find_procedure_codes(code.replace(".", ",")) == []


@pytest.mark.parametrize(
    "text",
    [
        "thủ tục 1.012784.000.00.00.H19 240605 0012",  # a code, a date and a time of day
        "1.011441.H38-240605-0012",
        "lô B12 20/11/25 1200 m2",
        "nhà H20, ngày 24/11/2025, 1500 m2",
        "biển số 60H-240605 0012",
        "00.00.16.H10-210701-0001",  # an old one that lost a digit: better asked for again than misread
        "H58.15-240230-0012",  # 30 February
        "H58.15-241305-0012",
        "H58.15-170605-0012",
        "H58.15-240605-012",
        "H58.15-240605-00123456",
        "hát hai ba câu, năm nay ba tôi sáu mươi, không bốn không năm gì hết",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert find_dossier_codes(text) == []


@pytest.mark.parametrize("text", ["½I", "chia ½ thửa", "②H58.15-240605-0012", "x²", "ⅣH20"])
def test_numbers_that_are_no_digits_upset_nothing(text: str) -> None:
    assert all(is_dossier_code(code.value) for code in find_dossier_codes(text))
