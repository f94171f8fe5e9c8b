"""``chidan serve`` once everything is at hand: runs until Ctrl-C or SIGTERM, then stops both processes."""

import asyncio
import contextlib
import signal
from collections.abc import Iterator
from pathlib import Path

from bot.department import Department
from bot.live_base import LiveBase
from bot.progress import Say
from bot.server import Server, running_server
from bot.settings import Settings
from procedures_kb.loader import KnowledgeBase


async def serve(
    settings: Settings, department: Department, kb: KnowledgeBase, model: Path | None, say: Say
) -> None:
    """Prints the address, then a line once questions are answered; returns when asked to stop."""
    stop = asyncio.Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signum, stop.set)
    live = LiveBase(kb, department.overlay or None)
    async with running_server(settings, department, kb, model, live) as server:
        say(f"\n  Open {settings.public_url or server.url}/ in a browser. Ctrl-C stops.")
        with _announced(settings.runtime_file, server):
            ready = asyncio.create_task(_say_when_ready(server, say))
            await stop.wait()
            ready.cancel()
        say("  Stopping …")
    say("  Stopped.")


async def _say_when_ready(server: Server, say: Say) -> None:
    say("  The language model is being loaded (about 20 s); until then citizens get the hotline number.")
    await server.wait_for_rasa()
    say("  Ready: questions are answered now.\n")


@contextlib.contextmanager
def _announced(runtime_file: Path, server: Server) -> Iterator[None]:
    """Tells ``chidan ask`` which Rasa runs, for as long as it runs."""
    # With PostgreSQL, a Rasa elsewhere and a given key nothing else has made the folder.
    runtime_file.parent.mkdir(parents=True, exist_ok=True)
    runtime_file.write_text("\n".join(server.rasa_urls))
    try:
        yield
    finally:
        runtime_file.unlink(missing_ok=True)
