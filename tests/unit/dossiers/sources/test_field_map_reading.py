"""Answers read by a field map: shapes, dates, sums, and what is refused rather than guessed."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.dossiers.sources.field_map import FieldMap, load_field_map
from bot.dossiers.sources.field_map_reading import read_dossier
from bot.dossiers.sources.source import Reason, SourceDown
from bot.dossiers.state import DossierState, Status

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CODE = "H19.25-261102-0007"
MAP = """
fields:
  code: HoSo.Ma
  status: HoSo.TrangThai
  received_at: Ngay.Nhan
  appointment: Ngay.Hen
  finished_on: Ngay.Xong
  unit: BuocXuLy.-1.DonVi
  stage: BuocXuLy.-1.Ten
  missing: BoSung
  money_due: Phi.Gia
  money_for: Phi.Ten
  phone: DienThoai
dates: [iso, "%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y%m%d%H%M%S"]
empty: ["0001-01-01T00:00:00", "Không có"]
"""


@pytest.fixture
def field_map(tmp_path: Path) -> FieldMap:
    file = tmp_path / "map.yml"
    file.write_text(MAP, encoding="utf-8")
    return load_field_map(file)


def answer(**more: Any) -> dict[str, Any]:
    return {"HoSo": {"Ma": CODE, "TrangThai": 4}} | more


def read(field_map: FieldMap, **more: Any) -> DossierState:
    state = read_dossier(answer(**more), field_map)
    assert state is not None
    return state


def refusal(field_map: FieldMap, body: object) -> str:
    with pytest.raises(SourceDown) as refused:
        read_dossier(body, field_map)
    return refused.value.reason


def test_what_is_not_said_stays_empty(field_map: FieldMap) -> None:
    assert read(field_map) == DossierState(code=CODE, status=Status.IN_PROGRESS)


def test_values_are_found_in_objects_and_lists(field_map: FieldMap) -> None:
    state = read(
        field_map,
        BuocXuLy=[{"Ten": "Tiếp nhận", "DonVi": "Một cửa"}, {"Ten": "Thẩm  định\n", "DonVi": "Chi nhánh"}],
        BoSung=["Trích lục khai tử", "Sơ đồ thửa đất"],
        Phi=[{"Ten": "Lệ phí trước bạ", "Gia": "1.250.000"}, {"Ten": "Lệ phí cấp giấy", "Gia": 100000.0}],
    )
    assert (state.stage, state.unit) == ("Thẩm định", "Chi nhánh")
    assert state.missing == ("Trích lục khai tử", "Sơ đồ thửa đất")
    assert (state.money_due, state.money_for) == (1_350_000, "Lệ phí trước bạ; Lệ phí cấp giấy")


def test_lists_that_are_empty_or_too_short_say_nothing(field_map: FieldMap) -> None:
    assert read(field_map, BuocXuLy=[], BoSung=[], Phi=[{}, "x"]) == read(field_map)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("2026-11-23T17:00:00.1234567", date(2026, 11, 23)),
        ("2026-11-22T17:30:00Z", date(2026, 11, 23)),
        ("23/11/2026", date(2026, 11, 23)),
        ("3/1/2026 7:05", date(2026, 1, 3)),
        ("20261123170000", date(2026, 11, 23)),
        ("", None),
        ("  ", None),
        (None, None),
        ("0001-01-01T00:00:00", None),
        ("KHÔNG CÓ", None),
    ],
)
def test_dates_as_they_are_written(field_map: FieldMap, text: object, day: date | None) -> None:
    assert read(field_map, Ngay={"Hen": text}).appointment == day


@pytest.mark.parametrize(("form", "written"), [("unix", 1795429800), ("unix_ms", "1795429800123")])
def test_seconds_since_1970_are_taken_where_the_map_says_so(
    field_map: FieldMap, form: str, written: object
) -> None:
    counting = replace(field_map, dates=(form,))
    received = read(counting, Ngay={"Nhan": written}).received_at
    assert received is not None
    assert received.replace(microsecond=0) == datetime(2026, 11, 23, 17, 30, tzinfo=VIETNAM)


def test_a_moment_without_a_zone_is_vietnams(field_map: FieldMap) -> None:
    written = read(field_map, Ngay={"Nhan": "02/11/2026 08:15"}).received_at
    assert written == datetime(2026, 11, 2, 8, 15, tzinfo=VIETNAM)
    zoned = read(field_map, Ngay={"Nhan": "2026-11-02T01:15:00Z"}).received_at
    assert zoned == datetime(2026, 11, 2, 1, 15, tzinfo=UTC)
    assert zoned is not None
    assert zoned.tzinfo == VIETNAM


@pytest.mark.parametrize(
    "written",
    [
        *("30/02/2026", "2026-02-29", "31-11-2026", "11/23/2026", "2026112317000", "20261323170000"),
        *("1999-12-31", "2100-01-01", "0000-00-00", "chưa có", "23/11", "23/11/26", 5, -1, 10**18, 1.5),
    ],
)
def test_a_date_that_cannot_be_is_refused(field_map: FieldMap, written: object) -> None:
    assert refusal(field_map, answer(Ngay={"Hen": written})) == Reason.DATES


@pytest.mark.parametrize("written", [True, {"ngay": "2026-11-23"}, ["2026-11-23", "2026-11-24"], [["x"]]])
def test_what_is_no_single_value_is_no_date(field_map: FieldMap, written: object) -> None:
    assert refusal(field_map, answer(Ngay={"Hen": written})) == Reason.FIELDS


@pytest.mark.parametrize("key", ["Hen", "Xong"])
def test_nothing_happens_before_the_dossier_came_in(field_map: FieldMap, key: str) -> None:
    days = {"Nhan": "2026-11-23T15:00:00", key: "2026-11-22"}
    assert refusal(field_map, answer(Ngay=days)) == Reason.DATES
    assert read(field_map, Ngay=days | {key: "2026-11-23"}).received_at is not None


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        *((0, 0), (1250000, 1250000), (1250000.0, 1250000), ("1250000", 1250000), ("1250000.00", 1250000)),
        *(("500.0", 500), ("500.0000", 500)),
        *(("1.250.000", 1250000), ("1,250,000", 1250000), ("500.000", 500000), ("  75000 ", 75000)),
    ],
)
def test_sums_as_they_are_written(field_map: FieldMap, written: object, amount: int) -> None:
    assert read(field_map, Phi={"Gia": written}).money_due == amount


@pytest.mark.parametrize(
    "written",
    [-1, 0.5, "1.250,000", "1250000.000", "12.50", "1e6", "một triệu", "1250000đ", 10**15, 1e300, "٣٠٠"],
)
def test_a_sum_that_could_be_read_in_two_ways_is_refused(field_map: FieldMap, written: object) -> None:
    assert refusal(field_map, answer(Phi={"Gia": written})) == Reason.MONEY


@pytest.mark.parametrize("written", ["4", 4, " 4 ", "in_progress", "In_Progress"])
def test_a_status_is_known_by_number_or_name(field_map: FieldMap, written: object) -> None:
    assert read(field_map, HoSo={"Ma": CODE, "TrangThai": written}).status is Status.IN_PROGRESS


@pytest.mark.parametrize("written", [0, 11, 4.0, "04", "-4", "đang xử lý", "in progress"])
def test_a_status_that_the_map_does_not_know_is_refused(field_map: FieldMap, written: object) -> None:
    assert refusal(field_map, {"HoSo": {"Ma": CODE, "TrangThai": written}}) == Reason.STATUS


@pytest.mark.parametrize(
    "body",
    [
        *(None, [], "x", 5, {}, {"HoSo": None}, {"HoSo": []}, [answer(), answer()]),
        *({"HoSo": {"Ma": CODE}}, {"HoSo": {"TrangThai": 4}}, {"HoSo": {"Ma": CODE, "TrangThai": None}}),
        *({"HoSo": {"Ma": "", "TrangThai": 4}}, {"HoSo": {"Ma": [CODE, CODE], "TrangThai": 4}}),
        *({"HoSo": {"Ma": CODE, "TrangThai": True}}, {"HoSo": {"Ma": {}, "TrangThai": 4}}),
    ],
)
def test_an_answer_without_code_or_status_is_refused(field_map: FieldMap, body: object) -> None:
    assert refusal(field_map, body) == Reason.FIELDS


def test_a_key_that_must_be_there_may_be_empty_but_not_away(field_map: FieldMap) -> None:
    strict = replace(field_map, required=frozenset({"code", "status", "appointment"}))
    assert read(strict, Ngay={"Hen": None}).appointment is None
    assert refusal(strict, answer(Ngay={"HenTra": "2026-11-23"})) == Reason.FIELDS


def test_texts_come_in_one_line_without_invisible_signs(field_map: FieldMap) -> None:
    steps = [{"Ten": "Tha\u0302\u0309m\r\n đi\u0323nh\u202e\u200b", "DonVi": 7}]
    state = read(field_map, BuocXuLy=steps)
    assert (state.stage, state.unit) == ("Thẩm định", "7")


@pytest.mark.parametrize("written", [True, {}, {"a": 1}, "x" * 2_001, [["x"]]])
def test_what_is_no_text_is_refused(field_map: FieldMap, written: object) -> None:
    assert refusal(field_map, answer(DienThoai=written)) == Reason.FIELDS


def test_more_papers_than_anybody_asks_for_are_refused(field_map: FieldMap) -> None:
    assert len(read(field_map, BoSung=["giấy"] * 100).missing) == 100
    assert refusal(field_map, answer(BoSung=["giấy"] * 101)) == Reason.FIELDS


@pytest.mark.parametrize("wrapped", [answer(), [answer()]])
def test_the_dossier_may_stand_inside_an_envelope(field_map: FieldMap, wrapped: object) -> None:
    inside = replace(field_map, record=("result",))
    assert read_dossier({"error_code": 0, "result": wrapped}, inside) == read(field_map)
    assert refusal(inside, {"error_code": 0, "result": [answer(), answer()]}) == Reason.FIELDS
    assert refusal(inside, {"error_code": 5}) == Reason.FIELDS


@pytest.mark.parametrize("empty", [None, [], {}])
def test_an_empty_envelope_means_no_dossier_only_where_the_map_says_so(
    field_map: FieldMap, empty: object
) -> None:
    inside = replace(field_map, record=("result",))
    assert refusal(inside, {"result": empty}) == Reason.FIELDS
    telling = replace(inside, empty_record_is_unknown=True)
    assert read_dossier({"result": empty}, telling) is None
    assert refusal(telling, {"error": "maintenance"}) == Reason.FIELDS
