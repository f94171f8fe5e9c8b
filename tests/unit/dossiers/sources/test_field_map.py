"""Field maps as they are written: what is taken, and what is refused with its line and key."""

from pathlib import Path

import pytest

from bot.dossiers.sources.field_map import FieldMapError, load_field_map
from bot.dossiers.state import DossierState, Status

LEAST = "fields:\n  code: ma\n  status: tt\n"


def written(folder: Path, text: str) -> Path:
    file = folder / "map.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_default_map_names_every_field_and_every_status() -> None:
    field_map = load_field_map()
    assert set(field_map.fields) == set(DossierState.__struct_fields__)
    assert set(field_map.statuses.values()) == set(Status)
    assert [field_map.statuses[str(one.number)] for one in Status] == list(Status)


def test_the_least_map_takes_numbers_names_and_iso_dates(tmp_path: Path) -> None:
    field_map = load_field_map(written(tmp_path, LEAST))
    assert field_map.fields == {"code": ("ma",), "status": ("tt",)}
    assert field_map.statuses["9"] is field_map.statuses["finished"] is Status.FINISHED
    assert field_map.dates == ("iso",)
    assert field_map.zone.key == "Asia/Ho_Chi_Minh"
    assert field_map.required == {"code", "status"}


def test_statuses_of_ones_own_take_the_place_of_the_usual_ones(tmp_path: Path) -> None:
    field_map = load_field_map(written(tmp_path, LEAST + "statuses: {Chờ  KÝ: in_progress, 4: stopped}\n"))
    assert field_map.statuses == {"chờ ký": Status.IN_PROGRESS, "4": Status.STOPPED}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1: "),
        ("- a", "1: "),
        ("fields: [", "1: not YAML"),
        ("fields: {code: ma}", "1: fields.status: required field is missing"),
        (LEAST + "  appointmnt: x", "4: fields.appointmnt: unknown field (known: code,"),
        (LEAST + "  reason: [x]", "4: fields.reason: not a path"),
        (LEAST + "  reason: 5", "4: fields.reason: not a path"),
        (LEAST + "  reason: a..b", "4: fields.reason: not a path"),
        (LEAST + "  reason: ''", "4: fields.reason: not a path"),
        (LEAST + "  code: b", "4: fields.code: the field stands twice"),
        (LEAST + "record: .a", "4: record: not a path"),
        (LEAST + "required: [appointment]", "4: required[0]: appointment does not stand under fields"),
        (LEAST + "statuses: {}", "4: statuses: no status is named"),
        (LEAST + "statuses:\n  1: registered\n  2: recieved", "6: statuses.2: unknown status (known: reg"),
        (LEAST + "statuses:\n  1: [registered]", "5: statuses.1: unknown status"),
        (LEAST + "dates: []", "4: dates: no format is named"),
        (LEAST + "dates: iso", "4: dates: Expected `array`"),
        (LEAST + "dates:\n- iso\n- '%d/%m'", "6: dates[1]: neither iso, unix, unix_ms nor a format"),
        (LEAST + "dates: ['%d/%m/%Q']", "4: dates[0]: neither"),
        (LEAST + "dates: [dd/MM/yyyy]", "4: dates[0]: neither"),
        (LEAST + "timezone: Asia/Hanoy", "4: timezone: there is no such time zone"),
        (LEAST + "timezone: ../etc", "4: timezone: there is no such time zone"),
        (LEAST + "token: abc", "4: token: unknown field"),
    ],
)
def test_a_fault_is_told_with_its_line_and_key(tmp_path: Path, text: str, told: str) -> None:
    file = written(tmp_path, text)
    with pytest.raises(FieldMapError) as refused:
        load_field_map(file)
    assert f"{file}:{told}" in str(refused.value)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FieldMapError) as refused:
        load_field_map(written(tmp_path, LEAST + "  holdr: a\ndates: [x]\ntimezone: y\n"))
    assert len(str(refused.value).splitlines()) == 3


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "map.yml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(FieldMapError, match=r"map\.yml"):
        load_field_map(file)
