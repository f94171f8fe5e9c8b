"""The reference system as a process of its own: ``python -m tests.emulators.one_stop --port 8093``."""

import argparse
import asyncio
import contextlib
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.dossiers.state import Status
from tests.emulators.one_stop.breakdowns import BREAKDOWNS
from tests.emulators.one_stop.emulator import OneStopEmulator
from tests.emulators.one_stop.samples import sample_dossiers


async def serve(port: int, fault: str | None) -> None:
    """Serves until stopped; prints what the program must be given to ask it, and the codes that it knows."""
    now = datetime.now(ZoneInfo("Asia/Ho_Chi_Minh"))
    emulator = OneStopEmulator(sample_dossiers(now))
    emulator.always = BREAKDOWNS[fault] if fault else None
    async with emulator.running(port):
        print(f"CHIDAN_DOSSIERS_URL={emulator.url}\nCHIDAN_DOSSIERS_TOKEN={emulator.token}\n")
        for one in emulator.dossiers.values():
            status = list(Status)[int(one.status) - 1]
            print(f"{one.code}  phone …{one.phone[-4:]}  look-up code {one.lookup_code}  {status}")
        print(f"\ndescription: {emulator.url}/openapi.json", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8093)
    parser.add_argument("--fault", choices=sorted(BREAKDOWNS), help="how every answer fails")
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(given.port, given.fault))


if __name__ == "__main__":
    main()
