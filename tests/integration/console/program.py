"""The program as it is wired, with a scripted Nlu in Rasa's place, at an hour that the test says."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path
from time import monotonic

import msgspec
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from actions.services import Services
from bot.calendar.work_calendar import load_calendar
from bot.channels.webchat.channel import Webchat
from bot.clock import utc_now
from bot.console import VIETNAM
from bot.console_pages import setup_console
from bot.conversation.engine import ConversationEngine
from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome, load_outcomes
from bot.conversation.replies import Reply
from bot.conversation.steps.order import TURN_STEPS
from bot.corrections.service import EFFECTS
from bot.department import Department
from bot.department_view import department_view
from bot.effects import Effect
from bot.hotline_setup import HotlineSetup
from bot.hotline_wiring import HotlinePart
from bot.storage.database import Database
from bot.web.setup import setup_web
from tests.fakes.chat_page import ChatPage
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS
from tests.integration.staff.people import Console, department, knowledge_base, quick_passwords

# Not before today: the pages of tickets in other tests go by the clock on the wall.
WORKING_DAY = load_calendar().next_working_day(utc_now().date())
MORNING = datetime.combine(WORKING_DAY, time(10), VIETNAM)
NIGHT = datetime.combine(WORKING_DAY, time(22), VIETNAM)
CALLED = NluAnswer(Outcome.HANDED_OVER, (Reply("Dạ, em đã báo cán bộ."),), effects=(Effect("ask_officer"),))
CODE = re.compile(r"PA-\d{6}-\w{4}")


class RunningClock:
    """Runs on from a moment."""

    def __init__(self, start: datetime) -> None:
        """It is that late now."""
        self._start, self._began = start, monotonic()

    def __call__(self) -> datetime:
        """This moment."""
        return self._start + timedelta(seconds=monotonic() - self._began)


@dataclass
class Program:
    """What a test may touch of it."""

    console: Console
    part: HotlinePart
    nlu: FakeNlu
    http: TestClient
    db: Database

    async def citizen(self) -> ChatPage:
        """Somebody opens the chat."""
        return await ChatPage.open(self.http)


def with_duty(shipped: Department) -> Department:
    """The department as if it had entered the hours in which its officers answer; it ships with none."""
    hotline = msgspec.structs.replace(shipped.hotline, duty=("07:30-11:30", "13:30-17:00"))
    return msgspec.structs.replace(shipped, hotline=hotline)


@asynccontextmanager
async def running_program(db: Database, folder: Path, start: datetime = MORNING) -> AsyncIterator[Program]:
    """The web chat, the officers' console and all that runs in the background."""
    clock, nlu = RunningClock(start), FakeNlu()
    nlu.scripted["gặp cán bộ"] = CALLED
    app_department, kb = with_duty(department()), knowledge_base()
    setup = HotlineSetup(folder, "tickets", "sealed", "forms", "staff")
    part = HotlinePart(setup, db, app_department, kb, clock=clock, passwords=quick_passwords())
    effects = {**EFFECTS, **part.effects}
    engine = ConversationEngine(
        db,
        nlu,
        load_outcomes(FACTS),
        TURN_STEPS,
        effects,
        clock=clock,
        off=part.switches,
        shelf=part.shelf,
        lock=part.tickets.lock,
    )
    app = web.Application()
    setup_web(app, knowledge_base=kb, department=app_department, today=lambda: WORKING_DAY)
    webchat = Webchat(db, engine.inbox, engine.answers, clock)
    webchat.setup(app)
    engine.add_channel(webchat)
    view = department_view(app_department, "")
    services = Services(kb, view, lambda: WORKING_DAY, tickets=part.tickets, live=part.live.keeper)
    part.attach(services, {webchat.name: webchat})
    setup_console(app, part, [webchat.name])
    async with TestServer(app) as server, TestClient(server) as http:
        running = [asyncio.create_task(engine.run()), *part.tasks()]
        console = Console(app, db, server)
        try:
            yield Program(console, part, nlu, http, db)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            await console.close()
