"""``chidan …``: the command line. Answers go to standard output, progress and errors to standard error."""

import asyncio
import logging
import os
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from bot.ask import AskError, Question, read_questions, readable
from bot.channels.zalo.cli import zalo_cli
from bot.channels_on import zalo_setup
from bot.commands.backup import add_to as add_backup_to
from bot.commands.calendar import calendar_cli
from bot.commands.delivery import delivery_cli
from bot.commands.dossiers import dossiers_cli
from bot.commands.errors import clear_errors
from bot.commands.forget import forget
from bot.commands.health import health
from bot.commands.kb import kb_cli
from bot.commands.rasa import add_to as add_rasa_to
from bot.commands.report import report
from bot.commands.staff import staff_cli
from bot.logs.setup import setup_logging
from bot.progress import say
from bot.serve import serve as serve_until_stopped
from bot.settings import PROJECT_ROOT, Settings
from bot.sidecar.model import ensure_model
from bot.startup import ask_pipeline, model_for, read_inputs
from bot.storage.upgrade import upgrade

cli = typer.Typer(
    help="Citizen guidance: which procedure, which papers, what fee, how long, where.",
    no_args_is_help=True,
    add_completion=False,  # it would complete "python -m bot.cli", which nobody types
    pretty_exceptions_enable=False,
)
db_cli = typer.Typer(help="The database.", no_args_is_help=True)
cli.add_typer(kb_cli, name="kb")
cli.add_typer(zalo_cli(zalo_setup), name="zalo")
cli.add_typer(delivery_cli, name="delivery")
cli.add_typer(calendar_cli, name="calendar")
cli.add_typer(db_cli, name="db")
cli.add_typer(dossiers_cli, name="dossiers")
cli.add_typer(staff_cli, name="staff")
cli.command()(report)
cli.command()(health)
cli.command()(forget)
add_rasa_to(cli)
add_backup_to(db_cli)


@cli.command()
def serve() -> None:
    """Serve citizens: migrations applied, model trained if stale, Rasa started and watched."""
    for talkative in ("alembic", "rasa_sdk", "watchfiles"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    with clear_errors():
        settings = Settings()
        setup_logging(settings.log_format)
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


@db_cli.command("upgrade")
def db_upgrade() -> None:
    """Create the database or bring it up to this version."""
    with clear_errors():
        upgrade(Settings().effective_database_url)
        say("The database is up to date.")


if __name__ == "__main__":
    cli(prog_name="chidan")
