"""Areas of land as people say them, and prices for one of a unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.areas import find_areas, find_asked_unit
from bot.language.land_prices import read_land_price
from bot.language.normalise import normalise


def read(text: str) -> list[Decimal]:
    """The areas in a message in m², put in order as every message is."""
    return [area.square_metres for area in find_areas(normalise(text))]


@pytest.mark.parametrize(
    ("text", "square_metres"),
    [
        ("3 công", "3000"),
        ("3 cong dat", "3000"),
        ("2 công tầm lớn", "2592"),
        ("2 cong tam cat", "2592"),
        ("1.5 công", "1500"),
        ("1,5 công", "1500"),
        ("hai công rưỡi", "2500"),
        ("công rưỡi", "1500"),
        ("ba công rưỡi", "3500"),
        ("chục công", "10000"),
        ("2 , 5 công", "2500"),
        ("nửa công", "500"),
        ("hai mươi công", "20000"),
        ("3 sào", "3000"),
        ("3 sào bắc bộ", "1080"),
        ("3 sào miền Trung", "1500"),
        ("1 mẫu", "10000"),
        ("1 mẫu 2 sào", "12000"),
        ("2 công 500 mét", "2500"),
        ("500 m2", "500"),
        ("500m²", "500"),
        ("1.500 m2", "1500"),
        ("1000 mét", "1000"),
        ("một ngàn mét vuông", "1000"),
        ("1 ha", "10000"),
        ("1.250 ha", "12500"),
        ("2 mẫu tây", "20000"),
    ],
)
def test_one_area(text: str, square_metres: str) -> None:
    assert read(text) == [Decimal(square_metres)]


@pytest.mark.parametrize(
    "text",
    [
        "1 công ty",
        "10 công chứng viên",
        "2 mẫu đơn",
        "mẫu số 18",
        "1 sao y",
        "mấy công",
        "mấy chục công",
        "vài trăm mét",
        "sao lâu quá",
        "",
    ],
)
def test_no_area(text: str) -> None:
    assert read(text) == []


def test_a_region_that_nobody_named_is_only_assumed() -> None:
    assumed, named, one_size = (find_areas(text)[0].unit for text in ("2 sào", "2 sào bắc bộ", "2 công"))
    assert (assumed.assumed, named.assumed, one_size.assumed) == (True, False, False)


@given(
    st.integers(1, 10**6),
    st.sampled_from([("công", 1000), ("m2", 1), ("ha", 10_000), ("công tầm lớn", 1296)]),
)
def test_every_whole_number_of_a_unit(count: int, unit: tuple[str, int]) -> None:
    assert read(f"đất {count} {unit[0]} ở xã") == [Decimal(count * unit[1])]


@given(st.text(max_size=200))
def test_nothing_makes_it_fail(text: str) -> None:
    for area in find_areas(text):
        assert 0 <= area.start < area.end <= len(text)
    find_asked_unit(text)
    read_land_price(text, bare=True)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("2 công tầm lớn là bao nhiêu mét vuông", "m²"),
        ("3000 m2 là mấy công", "công"),
        ("1 ha bằng bao nhiêu công tầm lớn", "công tầm lớn"),
        ("phí bao nhiêu", None),
        ("mấy bữa xong", None),
    ],
)
def test_the_unit_asked_for(text: str, unit: str | None) -> None:
    found = find_asked_unit(text)
    assert (found[0].name if found else None) == unit


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("1 tỷ 2", 1_200_000_000),
        ("2 công 600 triệu", 600_000_000),
        ("2 công, 300 triệu một công", 600_000_000),
        ("mỗi công 300 triệu, bán 3 công", 900_000_000),
        ("5000 mét giá 300 triệu 1 công", 1_500_000_000),
        ("500m2 giá 2 triệu/m2", 1_000_000_000),
        ("2tr5/m2, 200m2", 500_000_000),
        ("2 công tầm lớn, 250tr một công", 500_000_000),
        ("7 m2, 1 triệu một công", 7_000),
        ("300 triệu một công", None),
        ("mua 500 triệu bán 1 tỷ", None),
        ("3 cây vàng", None),
        ("500", None),
    ],
)
def test_the_whole_price(text: str, total: int | None) -> None:
    price = read_land_price(normalise(text), bare=True)
    assert (price.total if price else None) == total


def test_a_number_without_unit_counts_only_where_a_price_was_asked_for() -> None:
    assert read_land_price("1200000000") is None
    assert read_land_price("1200000000", bare=True) is not None
