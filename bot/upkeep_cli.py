"""``chidan kb import`` and ``chidan kb diff``: what the portal says anew, and what changed in the records."""

import asyncio
from datetime import datetime, time, timedelta
from typing import Annotated

import typer

from bot.app import VIETNAM, today_in_vietnam
from bot.cli_errors import clear_errors
from bot.progress import say
from bot.records import service as records
from bot.settings import Settings
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.storage.urls import sqlite_path, sync_url

NO_VERSIONS = "no version was kept yet: `chidan serve` keeps them, at its start and after each edit"


def add_to(kb_cli: typer.Typer) -> None:
    """Adds both commands to ``chidan kb``."""
    kb_cli.command("diff")(kb_diff)


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
    file = sqlite_path(sync_url(url))
    if file is not None and not file.exists():
        return None
    upgrade(url)
    db = Database(url)
    try:
        return await records.history(db, begin, end)
    finally:
        await db.close()
