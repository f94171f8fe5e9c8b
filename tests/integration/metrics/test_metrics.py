"""What Prometheus reads, and what it must never learn."""

import asyncio
import ipaddress
import re
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from prometheus_client import CollectorRegistry, generate_latest

from bot.conversation.inbox import Accepted
from bot.conversation.nlu import NluAnswer, NluUnavailable
from bot.conversation.rasa_server import RasaState
from bot.metrics.meters import Meters
from bot.metrics.routes import setup_metrics
from bot.metrics.watched import WatchedNlu
from bot.metrics.workers import WorkersCollector
from bot.storage.database import Database


class Failing:
    async def ask(self, sender: str, text: str, about: str | None, phone: str | None = None) -> NluAnswer:
        raise NluUnavailable("down", reached=True)


@pytest.fixture
async def client(db: Database) -> AsyncIterator[TestClient]:
    app = web.Application()
    app["meters"] = Meters()
    app.router.add_get("/phieu/{code}", _ticket)
    setup_metrics(app, app["meters"], db, (ipaddress.ip_network("10.1.0.0/16"),))
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def _ticket(request: web.Request) -> web.Response:
    return web.Response(text="ok")


async def _scrape(client: TestClient) -> str:
    answer = await client.get("/metrics")
    assert answer.status == 200
    return await answer.text()


async def test_counts_what_waits_and_what_came(client: TestClient) -> None:
    client.app["meters"].accepted("zalo", Accepted(1, 1, duplicate=True))
    text = await _scrape(client)
    assert "chidan_database_up 1.0" in text
    assert "chidan_waiting_messages 0.0" in text
    assert 'chidan_messages_total{channel="zalo",receipt="duplicate"} 1.0' in text


async def test_whether_others_are_heard_is_told_where_there_may_be_others(
    client: TestClient, db: Database
) -> None:
    told = "chidan_news_connected"
    assert (f"{told} 0.0" in await _scrape(client)) == db.is_shared
    running = asyncio.create_task(db.news.run())
    async with asyncio.timeout(10):
        while db.is_shared and f"{told} 1.0" not in await _scrape(client):
            await asyncio.sleep(0.02)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert (told in await _scrape(client)) == db.is_shared


async def test_paths_make_no_labels(client: TestClient) -> None:
    for number in range(30):
        await client.get(f"/phieu/PA-{number}")
        await client.get(f"/nowhere/{number}")
    for method in ("PROPFIND", "MKCOL", "LOCK"):
        await client.request(method, "/nowhere")
    text = await _scrape(client)
    routes = set(re.findall(r'route="([^"]+)"', text))
    assert routes == {"/phieu/{code}", "(no such page)"}
    assert set(re.findall(r'method="([^"]+)"', text)) == {"GET", "other"}


@pytest.mark.parametrize(
    ("told", "status"), [("10.1.2.3", 200), ("203.0.113.9", 403), ("127.0.0.1, 203.0.113.9", 403)]
)
async def test_only_own_networks_read_through_the_proxy(client: TestClient, told: str, status: int) -> None:
    answer = await client.get("/metrics", headers={"X-Forwarded-For": told})
    assert answer.status == status


async def test_a_failure_of_rasa_is_counted_and_goes_on() -> None:
    meters = Meters()
    with pytest.raises(NluUnavailable):
        await WatchedNlu(Failing(), meters).ask("a", "b", None)
    assert meters.registry.get_sample_value("chidan_rasa_failures_total", {"reached": "yes"}) == 1
    assert meters.registry.get_sample_value("chidan_rasa_seconds_count") == 1


def test_workers_are_counted_without_their_addresses() -> None:
    states = [
        RasaState("http://127.0.0.1:5005", 2, False, False, 10, 0),
        RasaState("http://127.0.0.1:5006", 0, False, True, 3, 1),
    ]
    registry = CollectorRegistry()
    registry.register(WorkersCollector(lambda: states))
    text = generate_latest(registry).decode()
    assert 'chidan_rasa_workers{state="answers"} 1.0' in text
    assert 'chidan_rasa_workers{state="rests"} 1.0' in text
    assert "chidan_rasa_questions 2.0" in text
    assert "127.0.0.1" not in text
