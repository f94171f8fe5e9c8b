"""What is timed while messages go through, on each kind of database."""

import asyncio
import contextlib
import platform
from datetime import timedelta
from pathlib import Path

import aiohttp

from bot.app import build_app
from bot.clock import utc_now
from bot.conversation.engine import ConversationEngine
from bot.conversation.inbox import InboundMessage
from bot.conversation.outcomes import load_outcomes
from bot.hotline.late import LateWatch
from bot.listening import bound_socket, listening
from bot.metrics.meters import Meters
from bot.metrics.promises import PromisesCollector
from bot.metrics.watched import WatchedDelivery
from bot.parts import Parts
from bot.storage.database import Database
from tests.fakes.channel import FakeChannel
from tests.fakes.nlu import FakeNlu
from tests.integration.chat_app import FACTS
from tests.integration.hotline.world import HOUR, NOW, world
from tests.integration.staff.people import department, knowledge_base


async def _until(meters: Meters, name: str, labels: dict[str, str]) -> None:
    async with asyncio.timeout(10):
        while not meters.registry.get_sample_value(name, labels):
            await asyncio.sleep(0.02)


async def test_a_reply_is_timed_from_acceptance_to_arrival(db: Database) -> None:
    meters = Meters()
    engine = ConversationEngine(db, FakeNlu(), load_outcomes(FACTS), (), {}, watch=meters)
    engine.add_channel(WatchedDelivery(FakeChannel(), meters))
    running = asyncio.create_task(engine.run())
    asked_at = utc_now() - timedelta(seconds=40)
    await engine.inbox.accept(InboundMessage("fake", "an", "1", "xin chào", None, asked_at))
    await _until(meters, "chidan_reply_seconds_count", {"channel": "fake"})
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running
    took = meters.registry.get_sample_value("chidan_reply_seconds_sum", {"channel": "fake"})
    assert took is not None
    assert 40 <= took < 55


async def test_each_use_of_the_database_is_timed(database_url: str) -> None:
    meters = Meters()
    db = Database(database_url, meters.used_database)
    with contextlib.suppress(RuntimeError):
        async with db.transaction():
            raise RuntimeError
    async with db.transaction(urgent=True), db.reading():
        await asyncio.sleep(0.06)
    await db.close()
    for kind, least in (("write", 0), ("urgent", 0.05), ("read", 0.05)):
        assert meters.registry.get_sample_value("chidan_database_seconds_count", {"kind": kind}) == 1
        took = meters.registry.get_sample_value("chidan_database_seconds_sum", {"kind": kind})
        assert took is not None
        assert took >= least


async def test_late_promises_are_counted_by_kind_and_level(db: Database, tmp_path: Path) -> None:
    stage = world(db, tmp_path)
    await stage.opened()
    await stage.opened()
    meters, late = Meters(), LateWatch(db, stage.desk, lambda: NOW + 24 * HOUR)
    meters.registry.register(PromisesCollector(lambda: late.promises))
    labels = {"kind": "triage", "level": "L1"}
    assert meters.registry.get_sample_value("chidan_late_promises", labels) is None
    await late.look()
    assert meters.registry.get_sample_value("chidan_late_promises", labels) == 2


async def _answers() -> bool:
    return True


async def test_the_program_tells_its_version_and_that_its_tasks_go_round(database_url: str) -> None:
    parts = Parts(database_url, department(), knowledge_base(), (), _answers, "token")
    with bound_socket("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with listening(build_app(parts), listener), aiohttp.ClientSession(address) as http:
            text = await (await http.get("/metrics")).text()
    for task in ("turns", "replies", "stuck-replies", "retention", "months"):
        assert f'chidan_task_round_timestamp_seconds{{task="{task}"}} 1.' in text
        assert f'chidan_task_every_seconds{{task="{task}"}}' in text
    assert f'python="{platform.python_version()}"' in text
