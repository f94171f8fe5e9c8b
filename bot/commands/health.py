"""``chidan health``: what a running server says of itself, for people and for timers."""

import asyncio

import aiohttp
import typer

from bot.commands.errors import clear_errors
from bot.server import local_address
from bot.settings import Settings

SECONDS = 5.0
NOT_READY, WARNED = 1, 2


def health() -> None:
    """Say what is wrong with the server that runs here; exit code 1: not ready, 2: warnings."""
    with clear_errors():
        settings = Settings()
        code, lines = asyncio.run(_asked(local_address(settings.host, settings.port)))
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
        return NOT_READY, [f"no server answers at {address} ({type(error).__name__}): RUNBOOK, Is it well?"]
    missing, warnings = found.get("missing", []), found.get("warnings", [])
    code = NOT_READY if missing else WARNED if warnings else 0
    told = [f"missing: {one}" for one in missing] + [f"warning: {one}" for one in warnings]
    return code, told or ["all is well"]
