"""The emulator as a process of its own: ``python -m tests.emulators.zalo --port 8090 --webhook URL``."""

import argparse
import asyncio
import contextlib

from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.webhook import ProbeRefused

TRY_AGAIN_SECONDS = 1.0


async def serve(port: int, webhook: str, ladder_scale: float) -> None:
    """Serves until stopped; prints what the program must be given to call it."""
    async with ZaloEmulator(ladder_scale=ladder_scale).running(port) as emulator:
        emulator.citizen("Bác Năm", follows=False)
        account, pair = emulator.account, emulator.tokens.issue_pair()
        print(f"page:               {emulator.url}/demo")
        print(f"CHIDAN_ZALO_API_URL={emulator.url}\nCHIDAN_ZALO_OAUTH_URL={emulator.url}")
        print(f"CHIDAN_ZALO_APP_ID={account.app_id}\nCHIDAN_ZALO_APP_SECRET={account.app_secret}")
        print(f"CHIDAN_ZALO_OA_ID={account.oa_id}\nCHIDAN_ZALO_OA_SECRET={account.oa_secret}")
        print(f"CHIDAN_ZALO_REFRESH_TOKEN={pair.refresh_token}", flush=True)
        await _keep_enabled(emulator, webhook)


async def _keep_enabled(emulator: ZaloEmulator, webhook: str) -> None:
    """The program may start after the emulator, and may be away for long."""
    while True:
        if not emulator.webhook.enabled:
            with contextlib.suppress(ProbeRefused):
                await emulator.webhook.save(webhook)
        await asyncio.sleep(TRY_AGAIN_SECONDS)


def main() -> None:
    """Reads the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--webhook", default="http://127.0.0.1:8080/webhooks/zalo")
    parser.add_argument("--ladder-scale", type=float, default=0.1)
    given = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(given.port, given.webhook, given.ladder_scale))


if __name__ == "__main__":
    main()
