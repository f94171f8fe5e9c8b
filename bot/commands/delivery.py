"""``chidan delivery …``: which replies never reached their citizen, so that an officer can call."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

import typer

from bot.app import VIETNAM
from bot.clock import utc_now
from bot.commands.errors import clear_errors
from bot.conversation.outbox_repository import Undelivered, undelivered_since
from bot.settings import Settings
from bot.storage.existing import existing_database

MOST_SHOWN = 500

delivery_cli = typer.Typer(help="Replies on their way to citizens.", no_args_is_help=True)


@delivery_cli.callback()
def delivery() -> None:
    """Replies on their way to citizens."""


@delivery_cli.command("failed")
def failed(
    days: Annotated[int, typer.Option(min=1, help="So many days back.")] = 7,
) -> None:
    """List replies that failed for good, or whose fate nobody knows; no names, no texts."""
    with clear_errors():
        found = asyncio.run(_undelivered(timedelta(days=days)))
    for one in found:
        made = one.reply.created_at.astimezone(VIETNAM)
        typer.echo(
            f"{made:%d/%m/%Y %H:%M}  {one.channel}  conversation {one.reply.conversation_id}  "
            f"{one.reply.state} ({one.reply.error}, {one.reply.attempts} attempts)"
        )
    typer.echo(f"{len(found)} replies in {days} days", err=True)


async def _undelivered(back: timedelta) -> Sequence[Undelivered]:
    async with existing_database(Settings().effective_database_url) as db:
        if db is None:
            return ()
        async with db.reading() as session:
            return await undelivered_since(session, utc_now() - back, MOST_SHOWN)
