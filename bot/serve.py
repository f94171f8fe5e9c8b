"""``chidan serve`` once everything is at hand: runs until Ctrl-C or SIGTERM, then stops all processes."""

import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot.department import Department
from bot.live_base import LiveBase
from bot.progress import Say
from bot.server import Server, running_server
from bot.serving_list import listed
from bot.settings import Settings
from bot.sidecar.train_beside import trained_beside
from procedures_kb.loader import KnowledgeBase

# With Python's own 700 it runs at every fourth turn, for next to nothing: hardly an object hangs in a ring.
NEW_OBJECTS_BETWEEN_COLLECTIONS = 10_000


async def serve(
    settings: Settings, department: Department, kb: KnowledgeBase, model: Path | None, say: Say
) -> None:
    """Prints the address, then a line once questions are answered; returns when asked to stop."""
    stop, reload = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for signum in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signum, stop.set)
    loop.add_signal_handler(signal.SIGHUP, _hang_up(stop, reload))
    live = LiveBase(kb, department.overlay or None)
    async with running_server(settings, department, kb, model, live) as server:
        _leave_alone_what_stays()
        say(f"\n  Open {settings.public_url or server.url}/ in a browser. Ctrl-C stops.")
        with _announced(settings.runtime_file, server), listed(settings.data_dir):
            beside = [
                asyncio.create_task(_say_when_ready(server, say)),
                asyncio.create_task(_reload(server, reload, settings, say)),
            ]
            await stop.wait()
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
        say("  Stopping …")
    say("  Stopped.")


def _leave_alone_what_stays() -> None:
    """The collector looks at nothing that is loaded by now: once through all of it holds every turn up."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS_BETWEEN_COLLECTIONS)


async def _say_when_ready(server: Server, say: Say) -> None:
    say("  The language model is being loaded (about 20 s); until then citizens get the hotline number.")
    await server.wait_for_rasa()
    say("  Ready: questions are answered now.\n")


def _hang_up(stop: asyncio.Event, reload: asyncio.Event) -> Callable[[], None]:
    """SIGHUP means a new model, except where it tells that the terminal was closed."""
    had_terminal = sys.stdin is not None and sys.stdin.isatty()

    def heard() -> None:
        (stop if had_terminal and not os.isatty(0) else reload).set()

    return heard


async def _reload(server: Server, wished: asyncio.Event, settings: Settings, say: Say) -> None:
    """A new language model each time it is wished for, while the old one serves."""
    while True:
        await wished.wait()
        wished.clear()
        if server.workers is None:
            say("  Rasa runs elsewhere: its workers are started anew there, one after the other.")
            continue
        say("  A language model is made ready; the old one serves meanwhile.")
        done = await server.workers.change(partial(trained_beside, settings.data_dir))
        say("  The language model is up to date.\n" if done else "  The old language model goes on.\n")
        _announce(settings.runtime_file, server)


@contextlib.contextmanager
def _announced(runtime_file: Path, server: Server) -> Iterator[None]:
    """Tells ``chidan ask`` which Rasa runs, for as long as it runs."""
    # With PostgreSQL, a Rasa elsewhere and a given key nothing else has made the folder.
    runtime_file.parent.mkdir(parents=True, exist_ok=True)
    _announce(runtime_file, server)
    try:
        yield
    finally:
        runtime_file.unlink(missing_ok=True)


def _announce(runtime_file: Path, server: Server) -> None:
    runtime_file.write_text("\n".join(server.rasa_urls()))
