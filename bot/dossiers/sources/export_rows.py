"""An export of the one-stop system, CSV or XLSX, as states of dossiers (docs/dossier-export.md)."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bot.dossiers.sources.export_days import Days
from bot.dossiers.sources.export_finding import Finding
from bot.dossiers.sources.export_row import RowReader
from bot.dossiers.sources.export_spool import Spool
from bot.dossiers.sources.header import LISTED, Header, find_header
from bot.dossiers.state import DossierState
from bot.tables.limits import Limits
from bot.tables.lines import Line
from bot.tables.refusal import TableRefused
from bot.tables.table import Table, open_table

# Ten years of a large province in one file are fewer rows; 100,000 rows unpack to 100 MB.
LIMITS = Limits(megabytes=150, unpacked_megabytes=500, rows=500_000, columns=100, letters=20_000)
ROWS_TOLD = 1000
Progress = Callable[[int], None]


def read_export(
    file: Path, today: date, progress: Progress | None = None
) -> Iterator[DossierState | Finding]:
    """What is to be told of the file, as it is read; then one state a dossier, that of its newest row.

    No state comes before the file has been read to its end. ``progress`` hears how many rows were read.
    Raises OSError, or TableRefused where nothing of the file can be read.
    """
    with open_table(file, LIMITS) as table, Spool() as spool:
        header = find_header(table.lines)
        yield from _about_the_file(table, header)
        reader = RowReader(header, Days(today, table.epoch), today)
        for line in _counted(table.lines, progress):
            yield from _put(spool, reader, line)
        if not spool.count:
            raise TableRefused("the file", "no row of it could be read")
        yield from spool.newest()


def _about_the_file(table: Table, header: Header) -> Iterator[Finding]:
    if table.sheets_left_out:
        reason = f"{table.sheets_left_out} other sheets are not read, only the first visible one"
        yield Finding(header.line, "", reason, broken=False)
    if unknown := header.unknown:
        named = ", ".join(unknown[:LISTED]) + (" …" if len(unknown) > LISTED else "")
        yield Finding(header.line, "", f"{len(unknown)} columns are not read: {named}", broken=False)


def _counted(lines: Iterator[Line], progress: Progress | None) -> Iterator[Line]:
    for count, line in enumerate(lines, 1):
        yield line
        if progress and not count % ROWS_TOLD:
            progress(count)


def _put(spool: Spool, reader: RowReader, line: Line) -> Iterator[Finding]:
    state, told = reader.read(line)
    yield from told
    if state is not None and (gives_way := spool.put(state, line.number)):
        newer = "a later row" if gives_way != line.number else "an earlier row with a later time"
        reason = f"stands twice, and {newer} counts"
        yield Finding(gives_way, "", reason, state.code, broken=False)
