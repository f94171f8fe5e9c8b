"""The whole console of the hotline over HTTP: real desk, real officers, real pages, real database."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.calendar.work_calendar import load_calendar
from bot.console_wiring import StaffFrame, behind_permissions
from bot.hotline.console import Console as TicketConsole
from bot.hotline.console import build_console
from bot.hotline.model import Ticket
from bot.hotline.routes import setup_tickets
from bot.hotline.service import Desk
from bot.hotline.view import Opened
from bot.staff.parts import STAFF
from bot.storage.database import Database
from tests.integration.hotline.world import FakeMouth, World
from tests.integration.staff.people import Browser, Console, console_app, department

SECRET, SEALED_SECRET = "a secret of the tests", "another secret of the tests"


@dataclass(frozen=True)
class Words:
    """One message of a conversation."""

    at: datetime
    by: str
    text: str


@dataclass
class Place:
    """A running console with its desk; ``world`` hands tickets in."""

    console: Console
    tickets: TicketConsole
    world: World
    talk: list[Words] = field(default_factory=list)

    async def opened(self, **changes: Any) -> tuple[Ticket, Opened]:
        """A ticket on bad conduct, or whatever the changes make of it."""
        opened = await self.world.opened(now=self.tickets.clock(), **changes)
        return await self.world.ticket(opened), opened

    async def officer(self, *roles: str, login: str = "lan", **where: str) -> Browser:
        """A new officer, signed in."""
        await self.console.hire(login, *roles, **where)
        return await self.console.signed_in(login)


def hotline_app(
    db: Database, clock: Callable[[], datetime], folder: Path, **options: Any
) -> tuple[web.Application, TicketConsole, World, list[Words]]:
    """The application, not yet listening, with whoever hands tickets in."""
    app = console_app(db, clock, **options)
    parts, mouth = app[STAFF], FakeMouth()
    talk: list[Words] = []
    ladder, calendar = department().ladder, load_calendar()
    desk = Desk(
        db,
        secret=SECRET,
        sealed_secret=SEALED_SECRET,
        ladder=ladder,
        calendar=calendar,
        directory=parts.directory,
        say=mouth,
        folder=folder,
    )

    async def excerpt(_conversation_id: int) -> Sequence[Words]:
        return talk

    tickets = build_console(desk, StaffFrame(parts.directory), ladder, calendar, clock, excerpt=excerpt)
    setup_tickets(app, tickets, behind_permissions)
    return app, tickets, World(db, desk, cast(Any, parts.directory), mouth, folder), talk


@asynccontextmanager
async def running_place(
    db: Database, clock: Callable[[], datetime], folder: Path, **options: Any
) -> AsyncIterator[Place]:
    """The same, listening."""
    app, tickets, stage, talk = hotline_app(db, clock, folder, **options)
    async with TestServer(app) as server:
        console = Console(app, db, server)
        try:
            yield Place(console, tickets, stage, talk)
        finally:
            tickets.changes.close()
            await console.close()
