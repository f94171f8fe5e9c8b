"""Money as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.amounts import bare_amount, find_amounts
from bot.language.normalise import normalise


def read(text: str) -> list[int]:
    """The amounts in a message, put in order as every message is."""
    return [amount.dong for amount in find_amounts(normalise(text))]


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("500 triệu", 500_000_000),
        ("500tr", 500_000_000),
        ("500 TR", 500_000_000),
        ("1 tỷ 2", 1_200_000_000),
        ("1ty2", 1_200_000_000),
        ("1 tỷ hai nộp bao nhiêu", 1_200_000_000),
        ("1 tỷ 250", 1_250_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1.2 tỷ", 1_200_000_000),
        ("1.250 tỷ", 1_250_000_000),
        ("1.200 triệu", 1_200_000_000),
        ("2 tỉ rưỡi", 2_500_000_000),
        ("tỷ rưỡi", 1_500_000_000),
        ("nửa tỷ", 500_000_000),
        ("1 tỷ mốt", 1_100_000_000),
        ("2 tỷ 500 triệu", 2_500_000_000),
        ("một tỷ không trăm năm mươi triệu", 1_050_000_000),
        ("1.250.000.000đ", 1_250_000_000),
        ("1,250,000,000 đồng", 1_250_000_000),
        ("năm trăm triệu", 500_000_000),
        ("nam tram trieu", 500_000_000),
        ("hai trăm hai triệu", 220_000_000),
        ("trăm rưỡi triệu", 150_000_000),
        ("ba mươi lăm triệu đồng", 35_000_000),
        ("3 chục triệu", 30_000_000),
        ("800k", 800_000),
        ("800 k", 800_000),
        ("50 ngàn", 50_000),
        ("1 triệu 500 nghìn đồng", 1_500_000),
        ("1tr5", 1_500_000),
        ("0 đồng", 0),
        ("ba cho con đất 500 triệu", 500_000_000),
        ("500 triệu ba cho con", 500_000_000),
        ("từ 1 tỷ", 1_000_000_000),
        ("bán 1 tỷ 2 công", 1_000_000_000),
        ("2 công, 300 triệu một công", 300_000_000),
        ("hai trăm rưỡi triệu", 250_000_000),
        ("chục triệu", 10_000_000),
        ("ba chục triệu", 30_000_000),
        ("5tr", 5_000_000),
        ("2 lít", 200_000),
        ("đóng 2 lít rưỡi", 250_000),
        ("3 chai", 3_000_000),
        ("1 , 5 tỷ", 1_500_000_000),
        ("1 . 500 . 000 đ", 1_500_000),
        ("500 triệu hai vợ chồng đứng tên", 500_000_000),
    ],
)
def test_one_amount(text: str, dong: int) -> None:
    assert read(text) == [dong]


@pytest.mark.parametrize(
    "text",
    [
        "3 cây vàng",
        "bơm 200 lít nước",
        "2 lít nước mắm",
        "5 lít/giây",
        "mấy chục triệu",
        "cả chục triệu",
        "vài tỷ",
        "mấy trăm triệu",
        "công ty hai thành viên",
        "1 tỷ 25",
        "500-600 triệu",
        "từ 500 đến 600 triệu",
        "1 tỷ đến 2 tỷ",
        "-5 triệu",
        "âm 5 triệu",
        "1.013831",
        "2 công",
        "không biết",
        "năm 2026",
        "1" * 300 + " tỷ",
        "0,0000000001 tỷ",
        "",
    ],
)
def test_no_amount_for_sure(text: str) -> None:
    assert read(text) == []


def test_two_amounts_stand_apart() -> None:
    assert read("mua 500 triệu, bán 1 tỷ") == [500_000_000, 1_000_000_000]


def test_the_span_is_that_of_the_words() -> None:
    text = "đất của tôi 1 tỷ 2 thôi"
    (amount,) = find_amounts(text)
    assert text[amount.start : amount.end] == "1 tỷ 2"


@pytest.mark.parametrize(
    ("text", "dong"),
    [
        ("1200000000", 1_200_000_000),
        ("1.200.000.000", 1_200_000_000),
        ("dạ 500.000.000 ạ", 500_000_000),
        ("500", None),
        ("2 thửa 500000000", None),
        ("-500000000", None),
        ("1000000,5", None),
        ("hello", None),
    ],
)
def test_a_long_number_alone_is_in_dong(text: str, dong: int | None) -> None:
    found = bare_amount(text)
    assert (found.dong if found else None) == dong


@given(
    st.integers(0, 10**16), st.sampled_from([",", ".", ""]), st.sampled_from(["đ", " đồng", " dong", " VND"])
)
def test_every_amount_in_figures_is_read_back(dong: int, separator: str, currency: str) -> None:
    assert read(f"giá {dong:,}".replace(",", separator) + currency) == [dong]


@given(st.integers(1, 999), st.integers(1, 999))
def test_billions_and_millions_add_up(billions: int, millions: int) -> None:
    for text in (f"{billions} tỷ {millions} triệu", f"{billions}ty {millions}tr"):
        assert read(text) == [billions * 10**9 + millions * 10**6]


@given(st.integers(1, 99_999), st.sampled_from(["tỷ", "ty", "tỉ", "triệu", "tr"]))
def test_decimals_are_exact(hundredths: int, unit: str) -> None:
    scale = 10**9 if unit[0] in "t" and unit[-1] not in "ur" else 10**6
    text = f"{hundredths // 100},{hundredths % 100:02d} {unit}"
    assert read(text) == [hundredths * scale // 100]


@given(st.text(max_size=200))
def test_nothing_makes_it_fail(text: str) -> None:
    for amount in find_amounts(text):
        assert 0 <= amount.start < amount.end <= len(text)
    bare_amount(text)
