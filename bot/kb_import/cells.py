"""The cells of a table as the fields of an export: the header names the fields as in JSON.

A list stands in one cell, one text a line. So do `documents` (name | original | copy | form | case, the last
two may be left out) and `channels` (channel | time). An empty cell says nothing of its field.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from bot.kb_import.refusal import refuse
from bot.tables.lines import Refused
from procedures_kb.portal.record import FIELDS, REQUIRED
from procedures_kb.portal.rows import ImportRefused, Row, RowFault

LISTS = ("audience", "time", "time_by_case_local", "fee", "result", "legal_basis")
TABLES = {"documents": ("name", "original", "copy", "form", "case"), "channels": ("channel", "time")}
NUMBERS = ("original", "copy")
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
SEPARATOR = "|"


def header_of(place: str, cells: Sequence[Any]) -> tuple[str, ...]:
    """The fields by column; raises ImportRefused for columns that are unknown, doubled or missing."""
    refused = [RowFault(place, "", f"a cell {cell.reason}") for cell in cells if isinstance(cell, Refused)]
    if refused:
        raise ImportRefused(refused)
    names = [str(cell).strip() if cell is not None else "" for cell in cells]
    if not names:
        raise refuse(place, f"the header is missing (columns: {', '.join(FIELDS)})")
    reasons = [
        f"unknown column {name!r} (known: {', '.join(FIELDS)})" for name in names if name not in FIELDS
    ]
    reasons += [f"the column {name!r} stands twice" for name in FIELDS if names.count(name) > 1]
    reasons += [f"the column {name!r} is missing" for name in REQUIRED if name not in names]
    if reasons:
        raise ImportRefused(RowFault(place, "", reason) for reason in reasons)
    return tuple(names)


def row_of(place: str, header: Sequence[str], cells: Sequence[Any]) -> Row | None:
    """The row with the faults of the cells that could not be read, or None where every cell is empty."""
    found: list[RowFault] = []
    value: dict[str, Any] = {}
    if any(cell not in (None, "") for cell in cells[len(header) :]):
        found.append(RowFault(place, "", f"has more cells than the header ({len(header)})"))
    for name, cell in zip(header, cells, strict=False):
        try:
            text = _text(cell)
        except ValueError as error:
            found.append(RowFault(place, name, str(error)))
            continue
        if text:
            value[name] = _field(name, text)
    return Row(place, value, tuple(found)) if value or found else None


def _text(cell: Any) -> str:
    """Days and numbers that a spreadsheet made are taken back; ValueError for what cannot be read."""
    if isinstance(cell, Refused):
        raise ValueError(cell.reason)
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and not cell.is_integer():
        raise ValueError(f"is the number {cell}: format the cell as text, for a number loses its last zeros")
    if isinstance(cell, bool):
        return str(cell)
    return str(int(cell)) if isinstance(cell, float) else "" if cell is None else str(cell).strip()


def _field(name: str, text: str) -> Any:
    if name in LISTS:
        return list(_lines(text))
    if name in TABLES:
        return [_entry(TABLES[name], line) for line in _lines(text)]
    return BOOLEANS.get(text.lower(), text) if name == "accepts_online" else text


def _lines(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def _entry(names: Sequence[str], line: str) -> dict[str, Any]:
    """One line of a table; what is too much becomes a field that the check of the record refuses."""
    parts = [part.strip() for part in line.split(SEPARATOR)]
    named = zip(
        (*names, *(f"part {number}" for number in range(len(names) + 1, len(parts) + 1))), parts, strict=False
    )
    return {name: _number(name, part) for name, part in named if part}


def _number(name: str, text: str) -> str | int:
    return int(text) if name in NUMBERS and text.isdecimal() and len(text) < 4 else text
