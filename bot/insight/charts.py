"""What insight.js draws of a table: its values, with its words beside them and a sentence that tells it all.

A hidden figure is in no chart: there is nothing of it here, not even a place.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.insight import printed
from bot.insight.grids import Cell, Grid, Line
from bot.insight.words import Words

MOST_ROWS = 20  # more are read in the table
Chart = dict[str, Any]
Known = list[tuple[Line, Cell]]


def intervals(grid: Grid, key: str, words: Words, *, keep: Sequence[str] = (), worst: str = "") -> Grid:
    """A bar with its interval for each row, or of those that ``keep`` names.

    With ``worst`` "low" or "high" dots, those rows first, and no more than can be read.
    """
    found = [one for one in _known(grid, key) if not keep or one[0].key in keep]
    rows = found
    if worst:
        rows = sorted(found, key=lambda one: _value(one[1]), reverse=worst == "high")[:MOST_ROWS]
    cut = len(found) - len(rows)
    drawn = {
        "kind": "intervals",
        "shape": "dot" if worst else "bar",
        "unit": _unit(grid, key),
        "rows": [_row(line, cell) for line, cell in rows],
    }
    tail = words.charts["worst"].format(number=len(rows)) if cut else ""
    return _with(grid, key, drawn, words, found, tail)


def lines(grid: Grid, key: str, words: Words) -> Grid:
    """One figure month by month; a month that is hidden is a gap."""
    column = grid.column(key)
    series = {
        "title": "",
        "values": [None if cell.figure.value is None else _value(cell) for _line, cell in column],
        "labels": [cell.shown for _line, cell in column],
    }
    titles = [line.title for line, _cell in column]
    drawn = {"kind": "lines", "unit": _unit(grid, key), "titles": titles, "series": [series]}
    return _with(grid, key, drawn, words, _known(grid, key))


def bars(grid: Grid, keys: Sequence[str], words: Words, *, stacked: bool = False) -> Grid:
    """Amounts, the first rows of the table."""
    rows, series = grid.lines[:MOST_ROWS], []
    keys = [key for key in keys if key in grid.keys]
    if not keys:
        return grid
    for key in keys:
        cells = [cell for _line, cell in grid.column(key)[: len(rows)]]
        shown = [None if cell.figure.value is None else _value(cell) for cell in cells]
        title = grid.columns[grid.keys.index(key)].title if len(keys) > 1 else ""
        series.append({"title": title, "values": shown, "labels": [cell.shown for cell in cells]})
    titles = [line.title for line in rows]
    drawn = {"kind": "bars", "unit": printed.COUNT, "titles": titles, "series": series, "stacked": stacked}
    return _with(grid, keys[0], drawn, words, _known(grid, keys[0]))


def heat(grid: Grid, words: Words) -> Grid:
    """Every column but that of all against every row."""
    keys = [key for key in grid.keys if key != "all"]
    cells = [
        {"column": x, "row": y, "value": _value(cell), "label": printed.number(_value(cell), cell.unit)}
        for x, key in enumerate(keys)
        for y, (_line, cell) in enumerate(grid.column(key))
        if cell.figure.value is not None
    ]
    drawn = {
        "kind": "heat",
        "columns": [grid.columns[grid.keys.index(key)].title for key in keys],
        "rows": [line.title for line in grid.lines],
        "cells": cells,
        "least": words.charts["least"],
        "most": words.charts["most"],
    }
    return _with(grid, "all", drawn, words, _known(grid, "all"))


def funnel(grid: Grid, key: str, words: Words, keep: Sequence[str]) -> Grid:
    """The steps that ``keep`` names, one under the other."""
    rows = [one for one in _known(grid, key) if one[0].key in keep]
    drawn = {"kind": "funnel", "rows": [_row(line, cell) for line, cell in rows]}
    return _with(grid, key, drawn, words, rows)


def _with(grid: Grid, key: str, drawn: Chart, words: Words, known: Known, tail: str = "") -> Grid:
    """The grid with that chart; without one where nothing may be shown."""
    if not known:
        return grid
    told = [f"{line.title} {cell.shown}" for line, cell in known]
    ordered = sorted(known, key=lambda one: _value(one[1]))
    extremes = {"lowest": ordered[0], "highest": ordered[-1], "last": known[-1]}
    said = {name: f"{line.title} {cell.shown}" for name, (line, cell) in extremes.items()}
    title = grid.columns[grid.keys.index(key)].title
    heading = grid.title if drawn["kind"] != "lines" else title
    words_of_it = words.charts[drawn["kind"]].format(title=heading, all="; ".join(told), **said)
    return replace(grid, chart=drawn | {"said": words_of_it + tail})


def _row(line: Line, cell: Cell) -> Chart:
    low, high = cell.figure.low, cell.figure.high
    return {
        "title": line.title,
        "value": _value(cell),
        "low": None if low is None else printed.as_shown(low, cell.unit),
        "high": None if high is None else printed.as_shown(high, cell.unit),
        "label": cell.shown,
        "span": printed.span(cell.figure, cell.unit),
    }


def _known(grid: Grid, key: str) -> Known:
    if key not in grid.keys:
        return []
    return [one for one in grid.column(key) if one[1].figure.value is not None]


def _value(cell: Cell) -> float:
    assert cell.figure.value is not None
    return printed.as_shown(cell.figure.value, cell.unit)


def _unit(grid: Grid, key: str) -> str:
    return grid.columns[grid.keys.index(key)].unit
