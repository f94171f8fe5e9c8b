"""One row of an export as the state of a dossier, or everything that is wrong with it."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from bot.dossiers.sources import export_values as values
from bot.dossiers.sources.export_days import Days
from bot.dossiers.sources.export_finding import Finding
from bot.dossiers.sources.export_values import Unreadable
from bot.dossiers.sources.header import REQUIRED, Header, documented_name
from bot.dossiers.state import DossierState
from bot.language.codes import dated
from bot.tables.lines import Cell, Line, Refused

# Without these the rest of a row is as true as with them: they are left out, and that is told.
LEFT_OUT = ("phone", "procedure")
# Hold the same few texts over and over.
REPEATED = ("status", "procedure", "procedure_name", "stage", "unit", "missing", "money_for", "reason")
REMEMBERED = 2048

Read = Callable[[Cell], Any]


class RowReader:
    """Reads the rows under one header."""

    def __init__(self, header: Header, days: Days, today: date) -> None:
        self._header, self._today = header, today
        readers = _readers(days)
        remember = lru_cache(maxsize=REMEMBERED, typed=True)
        readers |= {field: remember(readers.get(field, values.text)) for field in REPEATED}
        # By place; looking each up in every row would take as long as reading it.
        self._columns = [(at, field, readers.get(field, values.text)) for at, field in header.fields.items()]

    def read(self, line: Line) -> tuple[DossierState | None, list[Finding]]:
        """The state, or None where the row is broken; and what is to be told of the row."""
        found: dict[str, Any] = {}
        told = list(self._read_cells(line, found))
        told += self._beyond(line)
        code = found.get("code", "")
        if code and dated(code) > self._today:
            told.append(Finding(line.number, documented_name("code"), "holds a day that is still to come"))
        if any(one.broken for one in told):
            return None, [_named(one, code) for one in told]
        return DossierState(**found), [_named(one, code) for one in told]

    def _read_cells(self, line: Line, found: dict[str, Any]) -> Iterator[Finding]:
        """Puts what could be read into ``found``, gives what could not."""
        width = len(line.cells)
        for at, field, read in self._columns:
            cell = line.cells[at] if at < width else None
            if cell is None or cell == "" or (isinstance(cell, str) and cell.isspace()):
                if field in REQUIRED:
                    yield Finding(line.number, self._header.name(at), "is empty")
            elif isinstance(cell, Refused):
                yield Finding(line.number, self._header.name(at), cell.reason)
            else:
                try:
                    found[field] = read(cell)
                except Unreadable as error:
                    broken = field not in LEFT_OUT
                    yield Finding(line.number, self._header.name(at), str(error), broken=broken)

    def _beyond(self, line: Line) -> Iterator[Finding]:
        """A row that is wider than the header has slipped, so that no cell of it can be believed."""
        if any(cell not in (None, "") for cell in line.cells[self._header.width :]):
            yield Finding(line.number, "", "has more cells than the header")


def _named(finding: Finding, code: str) -> Finding:
    return Finding(finding.line, finding.column, finding.reason, code, finding.broken)


def _readers(days: Days) -> dict[str, Read]:
    """What is no plain text, by its field."""
    return {
        "code": values.code,
        "status": values.status,
        "procedure": values.procedure,
        "received_at": days.past_moment,
        "appointment": days.to_come,
        "finished_on": days.past,
        "returned_on": days.past,
        "missing": values.papers,
        "money_due": values.money,
        "phone": values.phone,
        "changed_at": days.past_moment,
    }
