"""``chidan kb …``: the knowledge base of procedures."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.app import today_in_vietnam
from bot.commands.card import add_to as add_card
from bot.commands.errors import clear_errors
from bot.commands.upkeep import add_to as add_upkeep
from bot.corrections import service as corrections
from bot.corrections.model import CorrectionRequest
from bot.department import load_department
from bot.progress import say
from bot.settings import Settings
from bot.startup import read_inputs
from bot.storage.existing import existing_database
from procedures_kb.check import Finding, check, faults
from procedures_kb.loader import KnowledgeBaseError, load_knowledge_base
from procedures_kb.reverification import reverifications
from procedures_kb.show import show
from procedures_kb.summary import summary, table_lines

kb_cli = typer.Typer(help="The knowledge base of procedures.", no_args_is_help=True)
add_upkeep(kb_cli)
add_card(kb_cli)


@kb_cli.command("check")
def kb_check() -> None:
    """Faults (exit code 1), warnings, and what must be verified again, by whom and by when."""
    with clear_errors():
        department = load_department(Settings().department_file)
        try:
            kb = load_knowledge_base(overlay=department.overlay or None)
        except KnowledgeBaseError as error:
            _tell(faults(error))
            raise typer.Exit(1) from error
    today = today_in_vietnam()
    for work in reverifications(kb, today, department.verifiers, department.name):
        typer.echo(work)
    for line in table_lines(summary(kb)):
        typer.echo(line)
    full = sum(procedure.is_full for procedure in kb.procedures)
    by_name = f"{len(kb.procedures) - full} by name; {len(kb.ministry)} of the ministry by name"
    typer.echo(f"{len(kb.procedures)} procedures: {full} full, {by_name}")
    _tell(check(kb, today))


def _tell(findings: list[Finding]) -> None:
    for finding in findings:
        typer.echo(finding)
    broken = sum(finding.weight == "fault" for finding in findings)
    typer.echo(f"{broken} faults, {len(findings) - broken} remarks")


@kb_cli.command("show")
def kb_show(code: str) -> None:
    """Every fact of one procedure with its source, the province's overlay applied."""
    with clear_errors():
        _, kb = read_inputs(Settings())
    procedure = kb.get(code)
    if procedure is None:
        say(f"chidan: there is no procedure {code}")
        raise typer.Exit(1)
    typer.echo(show(procedure))


@kb_cli.command("reports")
def kb_reports(
    settle: Annotated[int | None, typer.Option(help="Take the report of that number off the list.")] = None,
) -> None:
    """What citizens say is wrong in a record, oldest first, until it is settled."""
    with clear_errors():
        found = asyncio.run(_reports(settle))
    for one in found:
        typer.echo(f"{one.id}: {one.procedure} {one.aspect or ''} ({one.version}, {one.created_at:%Y-%m-%d})")
        typer.echo(f"    {one.note or '-'}")
    typer.echo(f"{len(found)} open reports")


async def _reports(settled: int | None) -> Sequence[CorrectionRequest]:
    async with existing_database(Settings().effective_database_url) as db:
        if settled is not None and not (db and await corrections.settle(db, settled, datetime.now(UTC))):
            say(f"chidan: there is no report {settled}")
            raise typer.Exit(1)
        return await corrections.open_reports(db) if db else ()
