"""``chidan dossiers to-call``: followers who may not have heard of a change, so that an officer can call."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

import typer

from bot.clock import utc_now
from bot.commands.errors import clear_errors
from bot.conversation.proactive import lost
from bot.dossiers import notices
from bot.dossiers.hours import VIETNAM
from bot.dossiers.notices import ToCall
from bot.settings import Settings
from bot.storage.existing import existing_database


def to_call(
    days: Annotated[int, typer.Option(min=1, help="So many days back.")] = 7,
) -> None:
    """List followers whom a notice did not reach: they left, or the channel did not take it. Call them."""
    with clear_errors():
        found = asyncio.run(_unheard(timedelta(days=days)))
    for one in found:
        typer.echo(
            f"{one.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}  {one.code}  {one.status}  "
            f"conversation {one.conversation_id}  ({one.reason})"
        )
    typer.echo(f"{len(found)} notices in {days} days; phone numbers are in the one-stop system", err=True)


async def _unheard(back: timedelta) -> Sequence[ToCall]:
    async with existing_database(Settings().effective_database_url) as db:
        if db is None:
            return ()
        async with db.reading() as session:
            return await notices.to_call(session, lost, utc_now() - back)
