from collections import Counter

import pytest
from hypothesis import given

from bot.language.code_units import Unit, UnitKind, unit_of
from tests.unit.language.spoiling import dossier_codes

PROVINCES = [unit_of(f"H{number:02}-240605-0012") for number in range(1, 64)]


@pytest.mark.parametrize(
    ("code", "prefix", "name", "now"),
    [
        ("000.00.16.H10-210701-0001", "H10", "Bình Phước", "Đồng Nai"),
        ("H58.15-240605-0012", "H58", "Tiền Giang", "Đồng Tháp"),
        ("H09-240605-0012", "H09", "Bình Dương", "Thành phố Hồ Chí Minh"),
        ("000.00.00.H06-210701-0001", "H06", "Bà Rịa - Vũng Tàu", "Thành phố Hồ Chí Minh"),
        ("H29.07.112.001-260312-0458", "H29", "Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("H57-240605-0012", "H57", "Huế", "Huế"),
        ("A12.00.16.H38-210701-0001", "H38", "Lào Cai", "Lào Cai"),
    ],
)
def test_provinces_of_both_grammars(code: str, prefix: str, name: str, now: str) -> None:
    unit = unit_of(code)
    assert (unit.prefix, unit.kind) == (prefix, UnitKind.PROVINCE)
    assert (unit.shown_name, unit.shown_now) == (name, now)


def test_63_provinces_became_34_and_each_keeps_the_identifier_of_its_namesake() -> None:
    assert len({unit.name for unit in PROVINCES}) == 63
    taken_over = Counter(unit.now for unit in PROVINCES)
    assert len(taken_over) == 34
    assert sum(count == 1 for count in taken_over.values()) == 11
    assert {unit.now for unit in PROVINCES if unit.name == unit.now} == set(taken_over)


@pytest.mark.parametrize(
    ("code", "shown", "now"),
    [
        ("G22.99-251225-020175", "Văn phòng Chính phủ", "Văn phòng Chính phủ"),
        ("G10-260101-0001", "Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Nông nghiệp và Môi trường"),
        ("000.00.05.G13-210701-0001", "Bộ Tài nguyên và Môi trường", ""),
        ("G77-260101-0001", "", ""),
    ],
)
def test_ministries(code: str, shown: str, now: str) -> None:
    unit = unit_of(code)
    assert unit.kind is UnitKind.MINISTRY
    assert (unit.shown_name, unit.shown_now) == (shown, now)


@pytest.mark.parametrize(
    "code", ["H64-260101-0001", "H00-260101-0001", "K19-260101-0001", "000.00.05.B01-210701-0001"]
)
def test_units_of_no_table_are_unknown(code: str) -> None:
    assert unit_of(code).kind is UnitKind.UNKNOWN
    assert unit_of(code).shown_name == unit_of(code).shown_now == ""


def test_what_is_not_verified_is_never_shown() -> None:
    unit = unit_of("G35-260101-0001")
    assert unit.name
    assert unit.shown_name == unit.shown_now == ""


@given(dossier_codes())
def test_every_code_has_the_unit_that_is_written_in_it(code: str) -> None:
    unit = unit_of(code)
    assert isinstance(unit, Unit)
    assert unit.prefix in code.split("-")[0].split(".")
    assert unit.prefix[0] in "GH"
