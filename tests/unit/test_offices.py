"""The offices of a department: what is refused, which take a dossier, and where a map shows them."""

from datetime import date
from pathlib import Path

import pytest

from bot.department import DepartmentError, load_department
from bot.offices import Office, map_search, takers
from procedures_kb.model import Listing

HEAD = """
name: Sở Mẫu
short_name: Sở Mẫu
province: Đồng Nai
hotline: {name: Tổng đài, number: "1022"}
portal_url: https://dichvucong.gov.vn
communes: dong_nai
offices:
"""
OFFICE = """
  - name: Trung tâm Mẫu
    kind: commune
    communes: ["26041"]
    address: Số 1 đường Mẫu
    hours: 7 giờ 30 đến 16 giờ 30
    source: Quyết định mẫu
    verified_on: 2026-11-26
"""
COMMUNE = Office(
    name="Trung tâm phường",
    kind="commune",
    communes=("26041",),
    address="Số 1 đường Mẫu",
    source="Mẫu",
    verified_on=date(2026, 11, 26),
)
LAND = Office(name="Văn phòng", kind="land", address="Số 2", source="Mẫu", verified_on=date(2026, 11, 26))


def department_file(folder: Path, offices: str) -> Path:
    file = folder / "department.yml"
    file.write_text(HEAD + offices, encoding="utf-8")
    return file


def test_a_department_with_an_office(tmp_path: Path) -> None:
    (office,) = load_department(department_file(tmp_path, OFFICE)).offices
    assert office.hours == "7 giờ 30 đến 16 giờ 30"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("    hours: 7 giờ 30 đến 16 giờ 30\n", "", "office 1 (Trung tâm Mẫu): hours is missing"),
        ("7 giờ 30 đến 16 giờ 30", '" "', "office 1 (Trung tâm Mẫu): hours is missing"),
        ("Số 1 đường Mẫu", '""', "office 1 (Trung tâm Mẫu): address is missing"),
        ("26041", "99999", "office 1 (Trung tâm Mẫu): there is no commune 99999"),
        ("kind: commune", "kind: land", "office 1 (Trung tâm Mẫu): an office of kind commune"),
        ("kind: commune", "kind: district", "kind"),
        ("verified_on: 2026-11-26", "verified_on: hôm qua", "verified_on"),
        ("    source: Quyết định mẫu\n", "", "source"),
    ],
)
def test_a_faulty_office_is_refused_by_name(tmp_path: Path, old: str, new: str, fault: str) -> None:
    file = department_file(tmp_path, OFFICE.replace(old, new))
    with pytest.raises(DepartmentError) as refused:
        load_department(file)
    assert fault in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_list_of_communes_that_is_not_there_is_refused(tmp_path: Path) -> None:
    file = department_file(tmp_path, OFFICE)
    file.write_text(file.read_text(encoding="utf-8").replace("dong_nai", "atlantis"), encoding="utf-8")
    with pytest.raises(DepartmentError, match="atlantis"):
        load_department(file)


def test_the_department_in_use_has_sourced_offices_and_a_list_of_communes() -> None:
    department = load_department(Path(__file__).parents[2] / "bot" / "department.yml")
    assert len(department.read_places().communes) == 95
    assert all(office.source and office.hours for office in department.offices)


@pytest.mark.parametrize(
    ("items", "kinds", "at_site"),
    [
        (("Trung tâm Phục vụ hành chính công của xã, phường nơi có đất",), {"commune"}, True),
        (("Trung tâm Phục vụ hành chính công tỉnh, hoặc của xã, phường",), {"commune", "province"}, False),
        (("Trung tâm Phục vụ hành chính công của tỉnh", "Gửi hồ sơ qua bưu điện"), {"province"}, False),
        (("Văn phòng đăng ký đất đai hoặc Trung tâm Phục vụ hành chính công",), {"land"}, False),
        (
            (
                "Trung tâm Phục vụ hành chính công tỉnh, hoặc của xã, phường nơi Chi nhánh "
                "Văn phòng đăng ký đất đai đặt trụ sở",
            ),
            {"province"},
            False,
        ),
    ],
)
def test_which_offices_take_a_dossier(items: tuple[str, ...], kinds: set[str], at_site: bool) -> None:
    place = Listing(items=items, source="Mẫu", verified_on=date(2026, 6, 10), confidence="high")
    assert (takers(place).kinds, takers(place).at_site) == (kinds, at_site)


def test_a_commune_s_office_is_offered_to_that_commune_only() -> None:
    place = Listing(
        items=("Trung tâm của xã, phường",), source="Mẫu", verified_on=date(2026, 6, 10), confidence="high"
    )
    assert takers(place).known((COMMUNE, LAND), "26041") == (COMMUNE,)
    assert takers(place).known((COMMUNE, LAND), "26068") == ()


def test_the_map_link_is_a_search_for_the_address_where_none_is_given() -> None:
    words = "S%E1%BB%91+1+%C4%91%C6%B0%E1%BB%9Dng+M%E1%BA%ABu"
    assert COMMUNE.map_link == f"https://www.google.com/maps/search/?api=1&query={words}"
    assert map_search("a&b=c, d").endswith("query=a%26b%3Dc%2C+d")
