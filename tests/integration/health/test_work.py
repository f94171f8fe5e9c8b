"""Messages that wait, workers that fail, tasks that stand still: each made for real."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from aiohttp import web

from bot.clock import utc_now
from bot.conversation.inbox import InboundMessage
from bot.conversation.nlu import NluUnavailable
from bot.conversation.rasa_client import RasaClient
from bot.health.work import FailingWorkers, StuckQueue, TasksStandStill
from bot.pulse import Pulses
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.switches.service import Switches
from tests.emulators.loopback import serving
from tests.integration.chat_app import open_inbox
from tests.integration.health.told import told
from tests.integration.staff.people import HandClock


async def _yes() -> bool:
    return True


async def _no() -> bool:
    return False


async def test_a_message_that_nobody_takes_is_told_while_rasa_answers(db: Database) -> None:
    inbox = open_inbox(db)  # nothing takes out of it what it takes in
    for number, seconds in enumerate((30, 150)):
        asked_at = utc_now() - timedelta(seconds=seconds)
        await inbox.accept(
            InboundMessage("zalo", f"person {number}", str(number), "xin chào", None, asked_at)
        )
        found = await told(StuckQueue(db, _yes, utc_now))
        assert [one.name for one in found] == ([] if seconds == 30 else ["queue_stuck"])
    assert "2 messages" in found[0].en
    assert await told(StuckQueue(db, _no, utc_now)) == []


async def test_a_worker_that_fails_is_told_until_it_answers_again() -> None:
    broken = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        if broken.is_set():
            raise web.HTTPInternalServerError
        return web.json_response([{"custom": {"outcome": "answered", "replies": []}}])

    apps = []
    for handler in (answer, _good):
        app = web.Application()
        app.router.add_get("/", _here)
        app.router.add_post("/webhooks/rest/webhook", handler)
        apps.append(app)
    async with serving(apps[0]) as first, serving(apps[1]) as second, aiohttp.ClientSession() as http:
        rasa = RasaClient(http, [first, second])
        workers = FailingWorkers(rasa.states)
        broken.set()
        for sender in "abcdefgh":
            await rasa.ask(sender, "xin chào", None)
        (found,) = await told(workers)
        assert found.name == "rasa_worker_fails"
        assert first.removeprefix("http://") in found.vi
        broken.clear()
        async with asyncio.timeout(10):
            while await told(workers):
                for sender in "abcdefgh":
                    await rasa.ask(sender, "xin chào", None)
                await asyncio.sleep(0.1)


async def _here(request: web.Request) -> web.Response:
    return web.Response()


async def _good(request: web.Request) -> web.Response:
    return web.json_response([{"custom": {"outcome": "answered", "replies": []}}])


async def test_where_no_worker_answers_the_check_tells() -> None:
    async with aiohttp.ClientSession() as http:
        rasa = RasaClient(http, ["http://127.0.0.1:9"])
        with pytest.raises(NluUnavailable):
            await rasa.ask("a", "xin chào", None)
        assert await told(FailingWorkers(rasa.states)) == []


async def test_a_task_whose_database_refuses_it_stands_still() -> None:
    db = Database("postgresql://nobody@127.0.0.1:9/nothing?connect_timeout=1")
    clock = HandClock()
    pulses, switches = Pulses(clock), Switches(db, utc_now, lambda _: None, _no_audit)
    pulses.listen()
    task = asyncio.create_task(switches.run())
    await asyncio.sleep(0.3)
    stands = TasksStandStill(pulses)
    assert await told(stands) == []
    clock.now += timedelta(minutes=3)
    (found,) = await told(stands)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await db.close()
    assert found.name == "task_stands_still"
    assert "switches" in found.vi
    assert " 3 minutes" in found.en


async def _no_audit(*_: object) -> None:
    raise StorageUnavailable("away")
