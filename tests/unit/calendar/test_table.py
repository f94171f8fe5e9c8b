"""A table that contradicts itself is refused with the day that is wrong."""

from pathlib import Path

import pytest

from bot.calendar.table import CalendarTableError, read_table

HEAD = """
sources:
  law: {number: A law, published: 2019-11-20, publisher: A parliament}
computed_from: law
years:
  2030:
    complete: true
"""
NEW_YEAR = "    days_off: [{first: 2030-01-01, name: New Year, source: law}]\n"


def table_of(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "days.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_swap_may_reach_into_the_year_before(tmp_path: Path) -> None:
    swap = "    swaps: [{day_off: 2030-01-02, worked: 2029-12-29, name: Swap, source: law}]\n"
    table = read_table(table_of(tmp_path, HEAD + NEW_YEAR + swap))
    assert sorted((str(day), found.kind.value) for day, found in table.days.items()) == [
        ("2029-12-29", "makeup"),
        ("2030-01-01", "off"),
        ("2030-01-02", "off"),
    ]


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ("    days_off: [{first: 2031-01-01, name: N, source: law}]", "no stretch of 2030"),
        ("    days_off: [{first: 2030-02-05, last: 2030-02-01, name: N, source: law}]", "no stretch of 2030"),
        ("    days_off: [{first: 2030-02-30, name: N, source: law}]", "days.yml"),
        ("    days_off: [{first: 2030-01-01, name: N, source: rumour}]", '"rumour"'),
        ("    days_off: [{first: 2030-01-01, name: N, source: law, official: false}]", "not official"),
        ("    days_off: [{first: 2030-01-01, name: N, source: law, offical: true}]", "offical"),
        (
            NEW_YEAR.replace("]", ", {first: 2030-01-01, name: N, source: law}]"),
            "2030-01-01 stands there twice",
        ),
        (
            NEW_YEAR + "    swaps: [{day_off: 2030-01-05, worked: 2030-01-12, name: N, source: law}]",
            "weekend",
        ),
        (
            NEW_YEAR + "    swaps: [{day_off: 2030-01-02, worked: 2030-01-03, name: N, source: law}]",
            "worked anyway",
        ),
        (
            NEW_YEAR + "    swaps: [{day_off: 2031-01-02, worked: 2031-01-04, name: N, source: law}]",
            "none of 2030",
        ),
        ("    days_off: [", "days.yml"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path: Path, year: str, told: str) -> None:
    with pytest.raises(CalendarTableError, match=told):
        read_table(table_of(tmp_path, HEAD + year))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "days.yml"
    path.write_bytes(b"years: \xff\xfe")
    with pytest.raises(CalendarTableError, match=r"days\.yml"):
        read_table(path)
