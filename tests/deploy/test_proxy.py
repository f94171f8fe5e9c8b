"""nginx in front of two processes on one PostgreSQL, with the configuration that ships."""

import asyncio
import contextlib
import os
import shutil
import ssl
import subprocess
import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pytest_postgresql.janitor import DatabaseJanitor

from bot.server import free_port
from bot.settings import PROJECT_ROOT
from bot.storage.upgrade import upgrade
from tests.integration.conftest import postgresql_server  # noqa: F401 - the fixture
from tests.integration.postgresql_server import PostgresqlServer
from tests.integration.test_kill import Victim, victim_of

pytestmark = pytest.mark.alone

SHIPPED = PROJECT_ROOT / "deploy" / "proxy" / "chidan.conf"
CERTIFICATE = "/etc/letsencrypt/live/chidan.example.gov.vn"


def nginx() -> str:
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("nginx is missing: install nginx-light")
        pytest.skip("nginx is missing: install nginx-light to run this")
    return found


def configuration(folder: Path, https: int, http: int, upstreams: tuple[int, int]) -> Path:
    """What ships, with ports, certificate and logs of the test's own."""
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    files = ("-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem")
    subprocess.run([*made, *files], check=True, capture_output=True)
    shipped = SHIPPED.read_text()
    for old, new in {
        "8081": str(upstreams[0]),
        "8082": str(upstreams[1]),
        "listen 80;": f"listen 127.0.0.1:{http};",
        "listen 443": f"listen 127.0.0.1:{https}",
        CERTIFICATE: str(folder),
        "/var/log/nginx": str(folder),
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
    }.items():
        assert old in shipped, old
        shipped = shipped.replace(old, new)
    (folder / "chidan.conf").write_text(shipped)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{one}_temp_path {folder}/{one};" for one in kinds)
    main = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""
    main.write_text(
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ {temporary} include {folder}/chidan.conf; }}\n"
    )
    return main


class Site:
    """Both processes behind nginx, and a caller from outside."""

    def __init__(self, http: aiohttp.ClientSession, victims: list[Victim], folder: Path, plain: int) -> None:
        self.http, self.victims, self.folder, self.plain = http, victims, folder, plain

    async def open(self) -> dict[str, str]:
        async with self.http.post("/api/chat/sessions", json={}) as response:
            assert response.status < 300, await response.text()
            opened: dict[str, str] = await response.json()
            return opened

    async def send(self, opened: dict[str, str], number: int) -> int:
        body = {**opened, "id": f"m{number}", "text": f"câu {number}", "complete": True}
        async with self.http.post("/api/chat/messages", json=body) as response:
            return response.status


@contextlib.asynccontextmanager
async def nginx_running(main: Path, https: int) -> AsyncIterator[None]:
    arguments = ("-c", str(main), "-e", str(main.parent / "start.log"))
    process = await asyncio.create_subprocess_exec(nginx(), *arguments)
    try:
        async with asyncio.timeout(10):
            while True:
                with contextlib.suppress(OSError):
                    _, writer = await asyncio.open_connection("127.0.0.1", https)
                    writer.close()
                    break
                await asyncio.sleep(0.05)
        yield
    finally:
        process.terminate()
        await process.wait()


@pytest.fixture
async def site(tmp_path: Path, postgresql_server: PostgresqlServer) -> AsyncIterator[Site]:  # noqa: F811
    nginx()
    server, name = postgresql_server, f"proxied_{uuid.uuid4().hex}"
    https, plain = free_port(), free_port()
    with DatabaseJanitor(user=server.user, host=server.host, port=server.port, dbname=name):
        upgrade(server.url(name))
        async with victim_of(server.url(name)) as one, victim_of(server.url(name)) as other:
            for victim in (one, other):
                await victim.until_it_listens()
            main = configuration(tmp_path, https, plain, (one.port, other.port))
            connector = aiohttp.TCPConnector(ssl=trusting(tmp_path))
            async with (
                nginx_running(main, https),
                aiohttp.ClientSession(f"https://localhost:{https}", connector=connector) as http,
            ):
                yield Site(http, [one, other], tmp_path, plain)


def trusting(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=folder / "fullchain.pem")


def test_nginx_takes_the_configuration(tmp_path: Path) -> None:
    main = configuration(tmp_path, free_port(), free_port(), (free_port(), free_port()))
    done = subprocess.run([nginx(), "-t", "-c", main], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


async def first_reply(site: Site, opened: dict[str, Any], number: int) -> str:
    async with asyncio.timeout(20), site.http.get("/api/chat/stream", params=opened) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        assert await site.send(opened, number) < 300
        async for line in stream.content:
            if f"câu {number}" in line.decode():
                return line.decode()
    raise AssertionError("the stream ended without the reply")


async def test_people_chat_through_it_and_a_killed_process_is_passed_over(site: Site) -> None:
    assert "câu 1" in await first_reply(site, await site.open(), 1)
    await site.victims[0].kill()
    opened = await site.open()
    assert [await site.send(opened, number) < 300 for number in range(10)] == [True] * 10
    assert "câu 11" in await first_reply(site, opened, 11)
    logged = (site.folder / "chidan.log").read_text()
    assert "POST /api/chat/... 200" in logged
    assert opened["token"] not in logged


async def test_what_is_not_for_the_public_is_closed(site: Site) -> None:
    for path in ("/metrics", "/health/ready", "/health/live", "/rasa/actions"):
        async with site.http.get(path) as response:
            assert (response.status, "nginx" in await response.text()) == (404, True), path
    async with aiohttp.ClientSession() as http:
        address = f"http://127.0.0.1:{site.plain}/hoi?x=1"
        async with http.get(address, allow_redirects=False) as response:
            assert response.status == 308
            assert response.headers["Location"].startswith("https://")
