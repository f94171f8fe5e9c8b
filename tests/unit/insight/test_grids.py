"""Figures in words, and what of them is drawn."""

import pytest

from bot.insight import charts, printed
from bot.insight.figures import EMPTY, HIDDEN, Figure, Row, Table
from bot.insight.grids import Grid, Grids
from bot.insight.words import load_words

WORDS = load_words()
NBSP = "\N{NO-BREAK SPACE}"


def grid(name: str, dimension: str, *rows: Row, **facts: str) -> Grid:
    return Grids(WORDS, {"1.1": "Sang tên"}.get).of(name, Table(name, dimension, rows, facts=facts))


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (85.25, "percent", f"85,2{NBSP}%"),
        (100, "percent", f"100,0{NBSP}%"),
        (1204, "count", "1.204"),
        (1234567.4, "count", "1.234.567"),
        (1.876, "mean", "1,88"),
    ],
)
def test_numbers_are_written_as_vietnamese_is(value: float, unit: str, shown: str) -> None:
    assert printed.number(value, unit) == shown


def test_a_figure_tells_what_it_stands_on_and_a_hidden_one_nothing() -> None:
    told = Figure(85.25, 120, 80.04, 89.96, response_rate=41.3)
    shown = grid(
        "satisfaction", "procedure", Row("1.1", "", {"overall": told, "plain": HIDDEN, "csat": EMPTY})
    )
    [line] = shown.lines
    assert line.title == "Sang tên"
    assert [cell.shown for cell in line.cells] == [f"85,2{NBSP}%", "ẩn (dưới 10)", "chưa có số"]
    detail = line.cells[0].detail.replace(NBSP, " ")
    assert detail == "80,0 – 90,0 · n = 120 · trả lời 41,3 %"
    assert [cell.detail for cell in line.cells[1:]] == ["", ""]


@pytest.mark.parametrize(
    ("dimension", "key", "covers", "told"),
    [
        ("month", "2026-03", "2026-03", ""),
        ("month", "2026-03", "2026-02 2026-03", "gộp 02/2026 đến 03/2026"),
        ("channel", "zalo", "2026-02 2026-03", "số của 02/2026 đến 03/2026"),
        ("channel", "zalo", "2026-02", "số của 02/2026"),
        ("channel", "zalo", "2025-11 2026-01", "số của 11/2025, 01/2026"),
        ("channel", "zalo", "", ""),
    ],
)
def test_a_row_says_of_which_months_it_tells(dimension: str, key: str, covers: str, told: str) -> None:
    [line] = grid("satisfaction", dimension, Row(key, "", {"overall": EMPTY}, covers)).lines
    assert line.covers == told


def test_what_was_not_counted_is_said_where_there_is_some() -> None:
    row = Row("zalo", "", {"overall": EMPTY})
    assert "12 lượt trả lời" in grid("satisfaction", "channel", row, flagged="12").explains
    assert "lượt trả lời" not in grid("satisfaction", "channel", row, flagged="0").explains


def test_where_all_is_hidden_nothing_is_drawn() -> None:
    hidden = [Row(key, "", {"overall": HIDDEN}) for key in ("2026-01", "2026-02")]
    assert charts.lines(grid("satisfaction", "month", *hidden), "overall", WORDS).chart == {}
    assert charts.intervals(grid("satisfaction", "month", *hidden), "overall", WORDS).chart == {}
    amounts = grid("papers", "paper", Row("a", "A", {"questions": HIDDEN}))
    assert charts.bars(amounts, ["questions", "complaints"], WORDS).chart == {}
    week = grid("weekdays", "weekday", Row("1", "", {"2026-01": HIDDEN, "all": HIDDEN}))
    assert charts.heat(week, WORDS).chart == {}
    assert charts.bars(grid("papers", "paper"), ["questions"], WORDS).chart == {}


def test_no_more_rows_are_drawn_than_can_be_read_and_the_worst_come_first() -> None:
    rows = [Row(str(at), f"Xã {at}", {"overall": Figure(50 + at, 40, 40, 90)}) for at in range(30)]
    drawn = charts.intervals(grid("satisfaction", "commune", *rows), "overall", WORDS, worst="low").chart
    assert [row["title"] for row in drawn["rows"]] == [f"Xã {at}" for at in range(charts.MOST_ROWS)]
    assert "Chỉ vẽ 20 dòng" in drawn["said"]
    assert f"Thấp nhất: Xã 0 50,0{NBSP}%" in drawn["said"]
    assert f"Cao nhất: Xã 29 79,0{NBSP}%" in drawn["said"], "though it is not drawn"


def test_a_hidden_square_is_no_square() -> None:
    week = grid(
        "weekdays",
        "weekday",
        Row("1", "", {"2026-01": HIDDEN, "2026-02": Figure(4.0, 50), "all": Figure(4.0, 60)}),
    )
    drawn = charts.heat(week, WORDS).chart
    assert [(cell["column"], cell["row"], cell["value"]) for cell in drawn["cells"]] == [(1, 0, 4.0)]
    assert drawn["columns"] == ["01/2026", "02/2026"]
