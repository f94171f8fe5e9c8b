"""A CSV or XLSX export: the header as in `cells`, one row a procedure."""

from pathlib import Path

from bot.kb_import.cells import header_of, row_of
from bot.tables.limits import Limits
from bot.tables.lines import Line
from bot.tables.table import open_table
from procedures_kb.portal.rows import Row

LIMITS = Limits(megabytes=20, unpacked_megabytes=100, rows=20_000, columns=100, letters=100_000)


def table_rows(file: Path) -> list[Row]:
    """The rows, counted as in a spreadsheet; raises OSError, TableRefused or ImportRefused."""
    with open_table(file, LIMITS) as table:
        first = next(table.lines, Line(1, ()))
        header = header_of(f"row {first.number}", first.cells)
        rows = (row_of(f"row {line.number}", header, line.cells) for line in table.lines)
        return [row for row in rows if row is not None]
