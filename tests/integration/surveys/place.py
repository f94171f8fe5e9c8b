"""The pages of surveys over HTTP, for citizens and for officers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.console_wiring import StaffFrame, behind_permissions
from bot.staff.parts import STAFF
from bot.storage.database import Database
from bot.surveys.returning import Returning
from bot.surveys.routes_entry import EntryPages
from bot.surveys.routes_form import FormPages
from bot.surveys.routes_report import ReportPages
from tests.integration.staff.people import Browser, Console, console_app
from tests.integration.surveys.answering_world import SECRET, SurveyWorld, survey_world


@dataclass
class Place:
    """Everything that listens."""

    console: Console
    world: SurveyWorld

    async def citizen(self) -> Browser:
        """A browser of its own."""
        return await self.console.browser()

    async def officer(self, *roles: str, login: str = "lan") -> Browser:
        """A new officer, signed in."""
        await self.console.hire(login, *roles)
        return await self.console.signed_in(login)

    async def address(self, form: str = "short", **changes: Any) -> tuple[int, str]:
        """A new invitation and the address of its page."""
        number = await self.world.invited(form, **changes)
        return number, f"/khao-sat/{self.world.keys.token_of(number)}"


def survey_app(
    db: Database, clock: Callable[[], datetime], **options: Any
) -> tuple[web.Application, SurveyWorld]:
    """The application, not yet listening."""
    app, world = console_app(db, clock, **options), survey_world(db)
    pages = FormPages(world.answering, world.keys, Returning(SECRET), clock)
    app.router.add_routes(pages.routes())
    app.router.add_routes(ReportPages(pages, world.tickets).routes())
    entry = EntryPages(world.entry, StaffFrame(app[STAFF].directory), clock)
    app.router.add_routes(behind_permissions(entry.pages()))
    return app, world


@asynccontextmanager
async def running_place(db: Database, clock: Callable[[], datetime], **options: Any) -> AsyncIterator[Place]:
    """The same, listening."""
    app, world = survey_app(db, clock, **options)
    async with TestServer(app) as server:
        console = Console(app, db, server)
        try:
            yield Place(console, world)
        finally:
            await console.close()
