"""``chidan kb import`` and ``chidan kb diff``: what the portal says anew, and what changed in the records."""

import asyncio
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.app import VIETNAM, today_in_vietnam
from bot.commands.errors import clear_errors
from bot.kb_import.export_file import export_rows
from bot.kb_import.report import report
from bot.progress import say
from bot.records import service as records
from bot.settings import Settings
from bot.startup import read_inputs
from bot.storage.existing import existing_database
from procedures_kb.base import KnowledgeBase
from procedures_kb.loader import DATA_DIR
from procedures_kb.portal.importing import Import, prepared
from procedures_kb.portal.rows import records_of
from procedures_kb.portal.writing import write_all

NO_VERSIONS = "no version was kept yet: `chidan serve` keeps them, at its start and after each edit"


def add_to(kb_cli: typer.Typer) -> None:
    """Adds both commands to ``chidan kb``."""
    kb_cli.command("import")(kb_import)
    kb_cli.command("diff")(kb_diff)


def kb_import(
    file: Annotated[Path, typer.Argument(help="The export: .json, .yaml, .csv or .xlsx.")],
    apply: Annotated[bool, typer.Option("--apply", help="Write it; else it is only shown.")] = False,
    into: Annotated[Path, typer.Option(help="The folder of the knowledge base.")] = DATA_DIR,
) -> None:
    """Take in an export of the national portal: what it says differently, record by record.

    Columns of a table (CSV in UTF-8, first sheet of XLSX) are named as the fields in JSON. A list stands in
    one cell, one text a line; so do documents (name | original | copy | form | case) and channels
    (channel | time).

    Names, levels, addresses and days are written; audience and authority where the portal changed them. A
    fact group that the portal changed is not overwritten: citizens are told, and `kb check` lists it, until
    its `verified_on` is renewed. Aliases, questions and situations stay. A file with any fault is refused.
    """
    with clear_errors():
        found = prepared(into, records_of(export_rows(file), today_in_vietnam()), today_in_vietnam())
        for line in report(found):
            typer.echo(line)
        if apply:
            write_all(into, found.files)
            typer.echo(f"{len(found.files)} files were written")
            _after(found, into)
        else:
            typer.echo(f"nothing was written: --apply writes {len(found.files)} files")


def _after(found: Import, folder: Path) -> None:
    """Keeps the versions where there is a database; says what the language model must learn."""
    if any(plan.known is None or ("name",) in plan.edits for plan in found.plans if not plan.left_out):
        say("Names are new: `chidan train` (or the next start) teaches them to the language model.")
    settings = Settings()
    if folder == DATA_DIR:
        _, kb = read_inputs(settings)
        asyncio.run(_keep(settings.effective_database_url, kb))


async def _keep(url: str, kb: KnowledgeBase) -> None:
    async with existing_database(url) as db:
        if db is not None:
            await records.keep(db, kb, datetime.now(VIETNAM))


def kb_diff(
    first: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    last: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="The last day; else today.")
    ] = None,
) -> None:
    """What changed in the records from the first day to the last, both included."""
    begin = datetime.combine(first, time.min, VIETNAM)
    end = datetime.combine(last or today_in_vietnam(), time.min, VIETNAM) + timedelta(days=1)
    with clear_errors():
        found = asyncio.run(_history(Settings().effective_database_url, begin, end))
    if found is None:
        say(f"chidan: {NO_VERSIONS}")
        raise typer.Exit(1)
    for difference in found.differences:
        typer.echo("\n".join(difference.lines))
    typer.echo(f"{len(found.differences)} records differ")
    if found.since > begin:
        typer.echo(f"versions are kept since {found.since.astimezone(VIETNAM):%Y-%m-%d %H:%M}")


async def _history(url: str, begin: datetime, end: datetime) -> records.History | None:
    async with existing_database(url) as db:
        return await records.history(db, begin, end) if db is not None else None
