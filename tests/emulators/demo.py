"""The program with Zalo and Telegram of this machine: ``python -m tests.emulators.demo``; Ctrl-C ends all."""

import asyncio
import contextlib
import signal
import sys

from bot.settings import PROJECT_ROOT
from tests.emulators.stage import Ports, ProgramEnded, staged

ADDRESSES = """
  Web chat:  {web}/
  Zalo:      {zalo}/demo
  Telegram:  {telegram}/demo

  What the program prints: {log}
  Ctrl-C ends everything; what was said is then forgotten.
"""


async def _show() -> None:
    """Until a signal, or the program's own end."""
    this = asyncio.current_task()
    assert this is not None
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, this.cancel)
    print("  Starting (20 s; some minutes where the language model has to be trained) …", flush=True)
    async with staged(PROJECT_ROOT / "data" / "demo", Ports()) as stage:
        stage.zalo.citizen("Bác Năm", follows=False)
        stage.telegram.add_citizen("Nguyễn Thị Lành")
        addresses = {"web": stage.url, "zalo": stage.zalo.url, "telegram": stage.telegram.url}
        print(ADDRESSES.format(**addresses, log=stage.log), flush=True)
        await stage.program.wait()
        raise ProgramEnded(stage.last_words())


if __name__ == "__main__":
    try:
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(_show())
    except (OSError, ProgramEnded) as error:
        sys.exit(str(error))
