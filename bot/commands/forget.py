"""``chidan forget``: deletes what is held of a person who asked for it on paper or by phone."""

import asyncio
import sys
from typing import Annotated

import typer

from bot.clock import utc_now
from bot.commands.errors import clear_errors
from bot.hotline.photo_shelf import PhotoShelf
from bot.hotline_setup import hotline_setup
from bot.own_data import Held
from bot.own_data_request import ForgetRequest, NobodyFound
from bot.progress import say
from bot.settings import Settings
from bot.storage.existing import existing_database


def forget(
    apply: Annotated[bool, typer.Option("--apply", help="Delete it; else it is only counted.")] = False,
) -> None:
    """Delete what is held of one person; the line that names them comes on standard input.

    It is the code of a ticket of theirs (PA-261127-AB12), a channel with its name for them (zalo 123456789,
    telegram 123456789), or the session of a web chat. It is never an argument: those stay in the shell's
    history. Tickets, sealed reports and dossiers stay. The audit book gets one line without a name.
    """
    with clear_errors():
        if sys.stdin.isatty():
            say("Type the code, the channel and its name for the person, or the session, then Enter:")
        told = asyncio.run(_run(sys.stdin.readline(), apply))
    for line in told:
        typer.echo(line)


async def _run(asked: str, apply: bool) -> list[str]:
    settings = Settings()
    async with existing_database(settings.effective_database_url) as db:
        if db is None:
            raise NobodyFound
        request = ForgetRequest(db, PhotoShelf(hotline_setup(settings).handed_over))
        number = await request.find(asked)
        held = await (request.forget if apply else request.held)(number, utc_now())
    return [
        *_counted(held, number),
        "All of that is deleted." if apply else "Nothing is deleted: add --apply.",
    ]


def _counted(held: Held, number: int) -> list[str]:
    return [
        f"conversation {number}",
        f"{held.messages} messages" + (f" since {held.since}" if held.since else ""),
        f"{held.followed} dossiers followed, {held.proved} proved to be theirs",
        f"{held.reports} reports of mistakes",
        f"stays: {', '.join(held.tickets) or 'no ticket'}",
    ]
