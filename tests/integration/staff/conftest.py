"""A console on each kind of database."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.staff.guard import StaffRoute, staff_routes
from bot.staff.permissions import Permission
from bot.staff.signed_in import OFFICER
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from tests.integration.staff.people import Console, HandClock, running_console

taken: web.AppKey[list[tuple[str, str]]] = web.AppKey("taken", list)


async def show_queue(request: web.Request) -> web.Response:
    """A page of another feature."""
    return web.Response(text=f"queue of {request[OFFICER].name}")


async def take_reply(request: web.Request) -> web.Response:
    """A form of another feature."""
    posted = await request.post()
    if posted.get("disk") == "full":
        raise StorageUnavailable("disk")
    return web.Response(text=f"{request[OFFICER].name}: {posted['text']}")


ROUTES = staff_routes(
    StaffRoute("GET", "/staff/queue", Permission.SEE_QUEUE, show_queue),
    StaffRoute("POST", "/staff/tickets/{id}/reply", Permission.REPLY, take_reply),
)


@pytest.fixture
def clock() -> HandClock:
    """Nine in the morning."""
    return HandClock()


@pytest.fixture
async def console(db: Database, clock: HandClock) -> AsyncIterator[Console]:
    """The console with a page and a form of another feature."""
    async with running_console(db, clock, ROUTES) as console:
        yield console
