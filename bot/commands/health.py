"""``chidan health``: what a running server says of itself, for people and for timers."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import aiohttp
import typer

from bot.commands.errors import clear_errors
from bot.findings import Finding
from bot.health.words import load_words, told_of
from bot.server import local_address
from bot.settings import Settings

SECONDS = 5.0
NOT_READY, WARNED = 1, 2


def health(
    port: Annotated[
        int | None,
        typer.Option(min=1, max=65535, help="Of one of several processes; else that of the settings."),
    ] = None,
) -> None:
    """Say what is wrong with the server that runs here; exit code 1: not ready, 2: warnings."""
    with clear_errors():
        settings = Settings()
        code, lines = asyncio.run(_asked(local_address(settings.host, port or settings.port)))
    for line in lines:
        typer.echo(line)
    raise typer.Exit(code)


async def _asked(address: str) -> tuple[int, list[str]]:
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.get(f"{address}/health/ready") as answer,
        ):
            found = await answer.json()
    except (aiohttp.ClientError, TimeoutError, ValueError) as error:
        nobody = Finding("no_server", {"address": address, "reason": type(error).__name__})
        [told] = told_of([nobody], load_words())
        return NOT_READY, [told.en, f"  {told.vi}"]
    code = NOT_READY if found.get("missing") else WARNED if found.get("warnings") else 0
    return code, [*_told(found)] or ["all is well", "  mọi việc đều ổn"]


def _told(found: Mapping[str, Any]) -> Iterator[str]:
    """Each finding in English and below it in Vietnamese."""
    for one in found.get("findings", ()):
        kind = "missing" if one["en"] in found.get("missing", ()) else "warning"
        yield f"{kind}: {one['en']}"
        yield f"  {one['vi']}"
