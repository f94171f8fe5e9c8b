"""``chidan dossiers …``: where dossiers stand, as the one-stop system exports it."""

import asyncio
import time
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import utc_now
from bot.commands.errors import clear_errors
from bot.commands.to_call import to_call
from bot.dossiers.intake import Intake
from bot.dossiers.sources.export_finding import Finding
from bot.dossiers.sources.export_report import ImportReport, import_report
from bot.dossiers.sources.export_taking import ExportImport, Imported
from bot.progress import say
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.tables.refusal import TableRefused

LISTED = 20
SECONDS_BETWEEN = 1.0

dossiers_cli = typer.Typer(help="Where citizens' dossiers stand.", no_args_is_help=True)
dossiers_cli.command("to-call")(to_call)


@dossiers_cli.callback()
def dossiers() -> None:
    """Where citizens' dossiers stand."""


@dossiers_cli.command("import")
def dossiers_import(
    file: Annotated[Path, typer.Argument(help="The export: .csv or .xlsx.")],
    report: Annotated[
        Path | None, typer.Option(help="A CSV file for every broken row and every note; replaced.")
    ] = None,
    limit_faults: Annotated[int, typer.Option(min=0, help="So many are listed here.")] = LISTED,
) -> None:
    """Take in an export of the one-stop system; the same file again changes nothing.

    The header is described in docs/dossier-export.md: ma_ho_so and trang_thai are required, other columns
    are optional, unknown ones are not read. CSV in UTF-8 or UTF-16; of XLSX the first visible sheet.

    Broken rows are listed with row, column and reason, and do not stop the rest: the exit code is 0 then.
    It is 1 where nothing of the file could be read.
    """
    with clear_errors(), _report(report) as written:
        listing = Listing(limit_faults, written)
        try:
            imported = asyncio.run(_import(file, listing))
        except TableRefused as error:
            listing.refuse(str(error))
            raise typer.Exit(1) from error
    listing.end()
    typer.echo(imported)


class Listing:
    """The first findings go to standard error, all of them into the report."""

    def __init__(self, most: int, report: ImportReport | None) -> None:
        """Without a report the rest is only counted."""
        self._most, self._report = most, report
        self.count = 0

    def add(self, finding: Finding) -> None:
        """One more."""
        self.count += 1
        if self.count <= self._most:
            say(str(finding))
        if self._report:
            self._report.add(finding)

    def refuse(self, reason: str) -> None:
        """Nothing of the file was taken in."""
        say(f"chidan: {reason}")
        if self._report:
            self._report.refuse(reason)

    def end(self) -> None:
        """How many were not listed."""
        if (more := self.count - self._most) > 0:
            say(f"… {more} more{'' if self._report else ': --report FILE writes all of them'}")


def _report(file: Path | None) -> AbstractContextManager[ImportReport | None]:
    return import_report(file) if file else nullcontext()


async def _import(file: Path, listing: Listing) -> Imported:
    settings = Settings()
    await asyncio.to_thread(upgrade, settings.effective_database_url)
    db = Database(settings.effective_database_url)
    try:
        intake = Intake(db, settings.derived_secret("dossiers"))
        run = ExportImport(intake, utc_now, listing.add)
        return await run.run(file, Rate("rows read").tell, Rate("dossiers taken in").tell)
    finally:
        await db.close()


class Rate:
    """Says how many there are so far, once a second at most."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._start = self._last = 0.0

    def tell(self, count: int) -> None:
        """So many since the first call."""
        now = time.monotonic()
        self._start = self._start or now
        if now - self._last >= SECONDS_BETWEEN:
            rate = f", {count / (now - self._start):.0f}/s" if now > self._start else ""
            say(f"{count} {self._what}{rate}")
            self._last = now
