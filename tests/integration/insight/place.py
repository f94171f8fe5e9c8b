"""The pages of figures over HTTP, told by an ``Insight`` that the test knows."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import msgspec
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.console_wiring import StaffFrame, behind_permissions
from bot.department import OpenDataTerms
from bot.insight.service import Insight
from bot.insight_wiring import InsightPart
from bot.staff.parts import STAFF
from bot.storage.database import Database
from tests.fakes.told_insight import ToldInsight
from tests.integration.staff.people import Console, console_app, department, knowledge_base


def insight_part(
    db: Database,
    clock: Callable[[], datetime],
    insight: type[Insight] = ToldInsight,
    terms: OpenDataTerms = OpenDataTerms(),  # noqa: B008 - frozen
) -> InsightPart:
    """The feature, telling what that ``Insight`` tells."""
    own = msgspec.structs.replace(department(), open_data=terms)
    return InsightPart(db, own, knowledge_base(), clock, build=insight)


def add_pages(app: web.Application, part: InsightPart) -> None:
    """Puts all its pages into an application that has the officers' console."""
    part.setup(app)
    app.router.add_routes(behind_permissions(part.pages(StaffFrame(app[STAFF].directory))))


def insight_app(
    db: Database,
    clock: Callable[[], datetime],
    insight: type[Insight] = ToldInsight,
    terms: OpenDataTerms = OpenDataTerms(),  # noqa: B008 - frozen
    **options: Any,
) -> web.Application:
    """The console with those pages, not yet listening."""
    app = console_app(db, clock, **options)
    add_pages(app, insight_part(db, clock, insight, terms))
    return app


@asynccontextmanager
async def running_insight(
    db: Database,
    clock: Callable[[], datetime],
    insight: type[Insight] = ToldInsight,
    terms: OpenDataTerms = OpenDataTerms(),  # noqa: B008 - frozen
) -> AsyncIterator[Console]:
    """The same, listening."""
    app = insight_app(db, clock, insight, terms)
    async with TestServer(app) as server:
        console = Console(app, db, server)
        try:
            yield console
        finally:
            await console.close()
