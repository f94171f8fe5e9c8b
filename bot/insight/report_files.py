"""The monthly report as files: a PDF to print, a workbook to calculate with."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from bot.insight import printed
from bot.insight.figures import Figure
from bot.insight.grids import Cell, Grid, Line
from bot.insight.report import Report
from bot.insight.words import load_words
from bot.tables.written import Cell as SheetCell
from bot.tables.written import Sheet, as_book
from bot.typesetting import typeset

TEMPLATE = Path(__file__).with_name("report.typ")
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
BOUNDS = ("low", "high", "n", "rate")


def report_file(report: Report, form: str) -> bytes:
    """The file of that form, "pdf" or "xlsx"; takes seconds, so it belongs beside the event loop."""
    return _pdf(report) if form == "pdf" else _book(report)


# ---- to print ----


def _pdf(report: Report) -> bytes:
    words = load_words().report
    data = {
        "title": report.title,
        "department": report.department,
        "made": report.made,
        "words": {"page": words.page},
        "notes": words.notes,
        "sections": [
            {
                "title": section.title,
                "explains": section.explains,
                "sheets": [_printed(grid, words.empty) for grid in section.grids],
            }
            for section in report.sections
        ],
    }
    return typeset(_template(), "pdf", {"report": msgspec.json.encode(data).decode()})


def _printed(grid: Grid, empty: str) -> dict[str, Any]:
    return {
        "title": grid.title,
        "note": grid.explains,
        "dimension": grid.head,
        "columns": [column.title for column in grid.columns],
        "rows": [_printed_line(line) for line in grid.lines],
        "empty": empty,
    }


def _printed_line(line: Line) -> dict[str, Any]:
    cells = [{"shown": cell.shown, "detail": cell.detail} for cell in line.cells]
    return {"title": line.title, "covers": line.covers, "cells": cells, "bar": _bar(line.cells)}


def _bar(cells: Sequence[Cell]) -> dict[str, float | None] | None:
    """The first share of a row, to be drawn; nothing where it is not shown."""
    first = cells[0] if cells else None
    if first is None or first.unit != printed.PERCENT or first.figure.value is None:
        return None
    return {"value": first.figure.value, "low": first.figure.low, "high": first.figure.high}


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


# ---- to calculate with ----


def _book(report: Report) -> bytes:
    words = load_words().report
    about = Sheet(
        words.about, (report.title,), [(one,) for one in (report.department, report.made, *words.notes)]
    )
    grids = [(section.title, grid) for section in report.sections for grid in section.grids]
    return as_book([about, *(_sheet(number, title, grid) for number, (title, grid) in enumerate(grids, 1))])


def _sheet(number: int, section: str, grid: Grid) -> Sheet:
    """Numbers as they are shown on the pages, with the bounds and n that any of the rows has."""
    ends = load_words().report.sheet
    wanted = [
        (at, part)
        for at in range(len(grid.keys))
        for part in ("value", *BOUNDS)
        if part == "value" or any(_part(line.cells[at], part) is not None for line in grid.lines)
    ]
    header = [grid.head, *(grid.columns[at].title + ends[part] for at, part in wanted)]
    rows = [[_name(line), *(_part(line.cells[at], part) for at, part in wanted)] for line in grid.lines]
    return Sheet(f"{number}. {grid.title}", header, [*rows, *_tail(section, grid)])


def _tail(section: str, grid: Grid) -> Iterator[list[SheetCell]]:
    yield []
    yield [f"{section}. {grid.title}. {grid.explains}".strip()]


def _name(line: Line) -> str:
    return f"{line.title} ({line.covers})" if line.covers else line.title


def _part(cell: Cell, part: str) -> SheetCell:
    figure: Figure = cell.figure
    if part == "value":
        return cell.shown if figure.value is None else printed.as_shown(figure.value, cell.unit)
    if part == "n":
        return None if cell.unit == printed.COUNT else figure.n
    if part == "rate":
        rate = figure.response_rate
        return None if rate is None else printed.as_shown(rate, printed.PERCENT)
    bound = figure.low if part == "low" else figure.high
    return None if bound is None else printed.as_shown(bound, cell.unit)
