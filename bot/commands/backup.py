"""``chidan db backup``, ``restore``, ``move`` and ``downgrade``."""

import os
from datetime import UTC
from pathlib import Path
from typing import Annotated

import typer

from bot.backup.making import forget_old, make_backup
from bot.backup.moving import move
from bot.backup.restoring import restore
from bot.clock import utc_now
from bot.commands.errors import clear_errors
from bot.progress import say
from bot.serving_list import running
from bot.settings import Settings
from bot.storage.base import Base
from bot.storage.upgrade import downgrade
from bot.storage.urls import sqlite_path, sync_url


def add_to(db_cli: typer.Typer) -> None:
    """Adds these commands to ``chidan db``."""
    db_cli.command("backup")(db_backup)
    db_cli.command("restore")(db_restore)
    db_cli.command("move")(db_move)
    db_cli.command("downgrade")(db_downgrade)


def db_backup(
    to: Annotated[Path | None, typer.Option(help="Folder for it; else DATA_DIR/backups.")] = None,
    keep: Annotated[int, typer.Option(min=1, help="Days after which older ones are removed.")] = 14,
) -> None:
    """Copy database and files into one archive, also while the program runs; prints where it is.

    It holds personal data and the secret key: encrypt it before it leaves the machine (RUNBOOK "Backup").
    """
    with clear_errors():
        os.umask(0o077)
        settings, now = Settings(), utc_now().astimezone(UTC)
        folder = to or settings.data_dir / "backups"
        path = make_backup(settings.effective_database_url, settings.data_dir, folder, now)
        removed = forget_old(folder, keep, now)
        say(f"{path.stat().st_size / 1e6:.1f} MB; {removed} backups older than {keep} days were removed.")
        typer.echo(path)


def db_restore(
    archive: Annotated[Path, typer.Argument(help="What `chidan db backup` made.")],
    into: Annotated[Path | None, typer.Option(help="Data folder to fill; else DATA_DIR.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="What the database holds now is lost.")] = False,
) -> None:
    """Put database and files back, brought up to this version. No server may run on that folder."""
    with clear_errors():
        os.umask(0o077)
        settings = Settings()
        folder, url = into or settings.data_dir, settings.effective_database_url
        if into and sqlite_path(sync_url(url)):
            url = f"sqlite:///{into / 'chidan.db'}"
        _refuse_while_serving(folder)
        manifest = restore(archive, url, folder, replace=replace)
        beside = len(manifest.sha256) - 1
        say(f"Restored into {folder}: as of {manifest.made_at}, {beside} files beside the database.")
        say("What was written later is lost; replies that went out later may go out once more.")


def _refuse_while_serving(folder: Path) -> None:
    if found := running(folder):
        say(f"chidan: a server runs on {folder} (process {found[0]}): stop it first")
        raise typer.Exit(1)


def db_move(
    to: Annotated[str, typer.Option(help="postgresql://USER@HOST/NAME, a database without rows.")],
) -> None:
    """Copy everything from the SQLite file into PostgreSQL, wholly or not at all. The file stays as it is."""
    with clear_errors():
        settings = Settings()
        _refuse_while_serving(settings.data_dir)
        moved = move(settings.effective_database_url, to, Base.metadata)
        for table, rows in moved.items():
            say(f"{rows:>9,} {table}")
        say(f"{sum(moved.values()):,} rows of {len(moved)} tables are there, each compared.")
        say("Now set CHIDAN_DATABASE_URL to it and start. Rasa's memory of the last day is not taken along.")


def db_downgrade(
    revision: Annotated[str, typer.Argument(help="The older state, such as 0015; `base`: no table is left.")],
) -> None:
    """Take back migrations before an older version of the program runs again. What they brought is lost."""
    with clear_errors():
        downgrade(Settings().effective_database_url, revision)
        say(f"The database is at {revision}.")
