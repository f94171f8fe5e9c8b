"""``chidan …``: the command line. Answers go to standard output, progress and errors to standard error."""

import asyncio
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from pydantic import ValidationError

from bot.app import today_in_vietnam
from bot.ask import AskError, Question, read_questions, readable
from bot.conversation.outcomes import OutcomesError
from bot.department import DepartmentError, load_department
from bot.progress import say
from bot.serve import serve as serve_until_stopped
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.model import TrainingFailed, ensure_model
from bot.startup import ask_pipeline, model_for, read_inputs
from bot.storage.errors import StorageUnavailable
from bot.storage.upgrade import upgrade
from bot.storage.urls import DatabaseUrlError
from procedures_kb.check import Finding, check, faults
from procedures_kb.loader import KnowledgeBaseError, load_knowledge_base
from procedures_kb.reverification import reverifications
from procedures_kb.show import show

cli = typer.Typer(
    help="Citizen guidance: which procedure, which papers, what fee, how long, where.",
    no_args_is_help=True,
    add_completion=False,  # it would complete "python -m bot.cli", which nobody types
    pretty_exceptions_enable=False,
)
kb_cli = typer.Typer(help="The knowledge base of procedures.", no_args_is_help=True)
db_cli = typer.Typer(help="The database.", no_args_is_help=True)
cli.add_typer(kb_cli, name="kb")
cli.add_typer(db_cli, name="db")

EXPECTED = (
    AskError,
    DatabaseUrlError,
    DepartmentError,
    KnowledgeBaseError,
    OSError,
    OutcomesError,
    StorageUnavailable,
    TrainingFailed,
    ValidationError,
)


@contextmanager
def clear_errors() -> Iterator[None]:
    """What can go wrong outside the program ends it with a sentence and exit code 1, without a trace."""
    try:
        yield
    except EXPECTED as error:
        say(f"chidan: {explained(error)}")
        raise typer.Exit(1) from error


def explained(error: Exception) -> str:
    """What went wrong, in the words of whoever has to mend it."""
    if isinstance(error, ValidationError):
        return "\n".join(f"CHIDAN_{str(one['loc'][0]).upper()}: {one['msg']}" for one in error.errors())
    if isinstance(error, StorageUnavailable):
        return f"the database does not answer: {str(error.__cause__).splitlines()[0]}"
    return str(error)


@cli.command()
def serve() -> None:
    """Serve citizens: migrations applied, model trained if stale, Rasa started and watched."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for talkative in ("alembic", "rasa_sdk"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    with clear_errors():
        settings = Settings()
        os.umask(0o077)  # what citizens write is for this account alone
        department, kb = read_inputs(settings)
        upgrade(settings.effective_database_url)
        asyncio.run(serve_until_stopped(settings, department, kb, model_for(settings, say), say))


@cli.command()
def train() -> None:
    """Train the language and dialogue model, if its inputs changed; prints where it is."""
    with clear_errors():
        typer.echo(ensure_model(PROJECT_ROOT, Settings().data_dir, say))


@cli.command()
def ask(
    text: Annotated[str | None, typer.Argument(help="One question.")] = None,
    file: Annotated[
        Path | None, typer.Option(help='JSONL of {"id","text"} or {"id","turns":[…]}; "-" is standard input.')
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object per question.")] = False,
) -> None:
    """Ask the real pipeline; every question or line is a fresh conversation."""
    logging.basicConfig(level=logging.WARNING)
    with clear_errors():
        if (text is None) == (file is None):
            raise AskError("give one question, or --file")
        questions = read_questions(file) if file else [Question(id="1", text=text)]
        asyncio.run(_ask(questions, json))


async def _ask(questions: list[Question], as_json: bool) -> None:
    async for answer in ask_pipeline(Settings(), questions, say):
        typer.echo(msgspec.json.encode(answer).decode() if as_json else readable(answer))


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
    full = sum(procedure.is_full for procedure in kb.procedures)
    typer.echo(f"{len(kb.procedures)} procedures: {full} full, {len(kb.procedures) - full} by name")
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


@db_cli.command("upgrade")
def db_upgrade() -> None:
    """Create the database or bring it up to this version."""
    with clear_errors():
        upgrade(Settings().effective_database_url)
        say("The database is up to date.")


if __name__ == "__main__":
    cli(prog_name="chidan")
