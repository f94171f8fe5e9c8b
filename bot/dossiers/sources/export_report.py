"""The report of an import as CSV, which a spreadsheet may open without running anything of it."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.dossiers.sources.export_finding import Finding
from bot.tables.harmless import harmless

HEADER = ("row", "column", "code", "kind", "reason")


class ImportReport:
    """Every finding of a file, written as it is found."""

    def __init__(self, file: Path) -> None:
        """Takes the place of a file of that name; raises OSError."""
        self.file, self.count = file, 0
        self._output = file.open("w", encoding="utf-8-sig", newline="")
        self._writer = csv.writer(self._output)
        self._writer.writerow(HEADER)

    def add(self, finding: Finding) -> None:
        """One line."""
        kind = "broken" if finding.broken else "note"
        row = (str(finding.line), finding.column, finding.code, kind, finding.reason)
        self._writer.writerow(map(harmless, row))
        self.count += 1

    def refuse(self, reason: str) -> None:
        """The line that says why nothing of the file was taken in."""
        self._writer.writerow(map(harmless, ("", "", "", "refused", reason)))
        self.count += 1

    def close(self) -> None:
        """All of it is on the disk."""
        self._output.close()


@contextmanager
def import_report(file: Path) -> Iterator[ImportReport]:
    """The report while the block runs."""
    report = ImportReport(file)
    try:
        yield report
    finally:
        report.close()
