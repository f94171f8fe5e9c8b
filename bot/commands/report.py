"""``chidan report``: what a month came to, as files to print and to calculate with."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot.app import VIETNAM
from bot.commands.errors import clear_errors
from bot.insight.figures import MONTH, month_of
from bot.insight.report import Report
from bot.insight.report_files import CONTENT_TYPES, report_file
from bot.insight_wiring import InsightPart
from bot.progress import say
from bot.settings import Settings
from bot.startup import read_inputs
from bot.storage.existing import existing_database


def report(
    month: Annotated[str, typer.Argument(help="A month that is over, as 2026-11.")],
    out: Annotated[Path, typer.Option(help="The folder to write to.")] = Path(),
) -> None:
    """Write the report of a month as PDF and XLSX, with the numbers that the console's pages show."""
    with clear_errors():
        now = datetime.now(VIETNAM)
        if not MONTH.fullmatch(month):
            _give_up(f"{month} is no month; write it as 2026-11")
        if month >= month_of(now.date()):
            _give_up(f"{month} is not over yet")
        found = asyncio.run(_report(month, now))
        if found is None:
            _give_up(f"{month} has no figures: a month is counted on the fifth of the next, by chidan serve")
        out.mkdir(parents=True, exist_ok=True)
        for form in CONTENT_TYPES:
            file = out / f"bao-cao-{month}.{form}"
            file.write_bytes(report_file(found, form))
            typer.echo(file)


async def _report(month: str, now: datetime) -> Report | None:
    settings = Settings()
    department, kb = read_inputs(settings)
    async with existing_database(settings.effective_database_url) as db:
        return await InsightPart(db, department, kb).report(month, now) if db is not None else None


def _give_up(reason: str) -> NoReturn:
    say(f"chidan: {reason}")
    raise typer.Exit(1)
