"""Workers that others run are started anew one after the other while people write; Rasa is stood in for."""

import asyncio
import contextlib
import time

import pytest
from aiohttp.test_utils import TestServer

from bot.conversation.nlu import NluUnavailable
from bot.conversation.rasa_client import RasaClient, rasa_http
from tests.integration.test_rasa_client import RasaEmulator
from tests.machine import slowness

pytestmark = pytest.mark.alone


class Traffic:
    """Citizens who ask without a pause; counts what they get."""

    def __init__(self, client: RasaClient) -> None:
        self._client = client
        self.answered = 0
        self.failures: list[NluUnavailable] = []
        self.longest = 0.0

    async def citizen(self, name: str) -> None:
        while True:
            began = time.monotonic()
            try:
                await self._client.ask(name, "phí", None)
                self.answered += 1
            except NluUnavailable as error:
                self.failures.append(error)
            self.longest = max(self.longest, time.monotonic() - began)
            await asyncio.sleep(0.01)


async def started(emulator: RasaEmulator, port: int) -> TestServer:
    server = TestServer(emulator.app(), port=port)
    await server.start_server(shutdown_timeout=0)
    return server


@pytest.mark.parametrize("abruptly", [False, True], ids=["stopped", "killed"])
async def test_one_after_the_other_nothing_fails(abruptly: bool) -> None:
    emulators = [RasaEmulator(), RasaEmulator()]
    for one in emulators:
        one.seconds = 0.03
    servers = [await started(one, 0) for one in emulators]
    async with rasa_http() as http:
        client = RasaClient(http, [str(server.make_url("/")) for server in servers])
        traffic = Traffic(client)
        citizens = [asyncio.create_task(traffic.citizen(f"s{number}")) for number in range(8)]
        for number, server in enumerate(servers):
            port = server.port
            await asyncio.sleep(0.3)
            if abruptly:
                for connection in list(server.runner.server.connections if server.runner else ()):
                    connection.transport.abort()  # type: ignore[union-attr]
            await server.close()
            await asyncio.sleep(1.5)
            servers[number] = await started(emulators[number], port or 0)
            before = len(emulators[number].messages)
            await asyncio.sleep(1.5)
            assert len(emulators[number].messages) > before, "it has joined in again"
        for citizen in citizens:
            citizen.cancel()
        await asyncio.gather(*citizens, return_exceptions=True)
    for server in servers:
        with contextlib.suppress(RuntimeError):
            await server.close()
    assert traffic.failures == []
    assert traffic.answered > 200
    assert traffic.longest < 2 * slowness()
