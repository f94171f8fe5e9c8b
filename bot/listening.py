"""The port that the program listens on, held for as long as it serves."""

import contextlib
import socket
from collections.abc import AsyncIterator

from aiohttp import web

from bot.web.access_log import AccessLogger, server_logger

# Open event streams end by themselves at shutdown; what still hangs is cut after so many seconds.
SHUTDOWN_SECONDS = 5.0


def bound_socket(host: str, port: int) -> socket.socket:
    """Listens from now on, so that the port is known, and ours, before anything is told of it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


@contextlib.asynccontextmanager
async def listening(app: web.Application, listener: socket.socket) -> AsyncIterator[None]:
    """Serves on that socket while the block runs."""
    runner = web.AppRunner(
        app, access_log_class=AccessLogger, logger=server_logger(), shutdown_timeout=SHUTDOWN_SECONDS
    )
    try:
        await runner.setup()
        await web.SockSite(runner, listener).start()
        yield
    finally:
        await runner.cleanup()
