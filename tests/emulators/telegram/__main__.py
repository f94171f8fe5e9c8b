"""Runs the emulator by itself: ``python -m tests.emulators.telegram``; its people are moved from /demo."""

import argparse
import asyncio

from tests.emulators.telegram.delivery import Pauses
from tests.emulators.telegram.emulator import TelegramEmulator


async def main() -> None:
    """Serves until it is stopped; tells the token and where."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8_471)
    arguments.add_argument(
        "--pauses", type=float, default=1, help="times the real server's pauses between tries"
    )
    given = arguments.parse_args()
    emulator = TelegramEmulator(pauses=Pauses(scale=given.pauses))
    async with emulator.running(given.port):
        print(f"{emulator.base_url}  token {emulator.token}  page {emulator.url}/demo", flush=True)
        await asyncio.Event().wait()


asyncio.run(main())
