"""The whole program, every library at DEBUG, on good days and bad: no secret and no person in a log."""

import hashlib
import json
import logging
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlalchemy import text

from bot.app import build_app
from bot.channels.telegram.config import TelegramConfig
from bot.channels.zalo.config import ZaloConfig
from bot.hotline_setup import HotlineSetup
from bot.listening import bound_socket, listening
from bot.logs.setup import formatter
from bot.parts import Parts
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.integration.staff.people import department, knowledge_base

PHONE, IDENTITY, NAME = "0912345678", "001099012345", "Nguyễn Thị Bí Mật"
PIN, PASSWORD, FILE = "739154", "mat-khau-cua-can-bo", "giay-chung-nhan-cua-ba-bi-mat.jpg"
TELEGRAM, HOOK = "77:SECRETtelegramTOKEN", "SECRETwebhookPROOF"
ZALO, OA, REFRESH = "SECRETzaloAPPLICATION", "SECRETofficialACCOUNT", "SECRETrefreshTOKEN"
ACTIONS, DATABASE = "SECRETactionsTOKEN", "SECRETdatabasePASSWORD"
WORDS = f"tôi là {NAME}, số {PHONE}, căn cước {IDENTITY}, mã {PIN}"
SECRETS = (PHONE, IDENTITY, NAME, PIN, PASSWORD, FILE, TELEGRAM, HOOK, ZALO, OA, REFRESH, ACTIONS, DATABASE)

# Some libraries quieten their own loggers, which would hide what they tell.
LOUD = ("aiohttp", "alembic", "asyncio", "rasa_sdk", "sqlalchemy.pool", "telegram", "httpx", "httpcore")


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What is logged, as the program writes it."""
    log, root = StringIO(), logging.getLogger()
    handler, known = logging.StreamHandler(log), [root, *map(logging.getLogger, LOUD)]
    levels = [logger.level for logger in known]
    handler.setFormatter(formatter(as_json=True))
    root.addHandler(handler)
    for logger in known:
        logger.setLevel(logging.DEBUG)
    yield log
    root.removeHandler(handler)
    for logger, level in zip(known, levels, strict=True):
        logger.setLevel(level)


async def refuse(request: web.Request) -> web.Response:
    """A platform, or a Rasa, in a bad hour: it says back all that it was sent."""
    said = f"{request.path_qs} {dict(request.headers)} {await request.text()}"
    return web.json_response({"ok": False, "error": -1, "description": said}, status=500)


@pytest.fixture
async def outside() -> AsyncIterator[str]:
    """Everything outside of the program."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", refuse)
    server = TestServer(app)
    await server.start_server(access_log=None)  # theirs would be no log of ours
    yield str(server.make_url("")).rstrip("/")
    await server.close()


@pytest.fixture
async def client(tmp_path: Path, outside: str, written: StringIO) -> AsyncIterator[aiohttp.ClientSession]:
    """The program, whose outside world is broken."""
    url = f"sqlite:///{tmp_path / 'chidan.db'}"
    upgrade(url)
    parts = Parts(
        database_url=url,
        department=department(),
        knowledge_base=knowledge_base(),
        rasa_urls=(outside,),
        rasa_answers=_yes,
        actions_token=ACTIONS,
        zalo=ZaloConfig(
            app_id="1",
            app_secret=ZALO,
            oa_id="2",
            oa_secret=OA,
            refresh_token=REFRESH,
            token_key=b"0" * 43 + b"=",
            api_url=outside,
            oauth_url=outside,
        ),
        telegram=TelegramConfig(
            token=TELEGRAM,
            webhook_secret=HOOK,
            mode="webhook",
            api_url=outside,
            public_url="https://a.example",
        ),
        hotline=HotlineSetup(tmp_path, "tickets", "sealed", "forms", "staff"),
        surveys="surveys",
        own_data="own_data",
    )
    with bound_socket("127.0.0.1", 0) as listener:
        async with (
            listening(build_app(parts), listener),
            aiohttp.ClientSession(f"http://127.0.0.1:{listener.getsockname()[1]}") as http,
        ):
            yield http


async def _yes() -> bool:
    return True


async def citizens_write(client: aiohttp.ClientSession) -> None:
    """On each channel, with everything that should not be told."""
    opened = await (await client.post("/api/chat/sessions")).json()
    message = {**opened, "id": "1", "text": WORDS, "complete": True}
    assert (await client.post("/api/chat/messages?wait=3", json=message)).status < 500
    person = {"id": 5, "is_bot": False, "first_name": NAME}
    update = {"message_id": 1, "date": 1_790_000_000, "chat": {"id": 5, "type": "private"}, "from": person}
    proof = {"X-Telegram-Bot-Api-Secret-Token": HOOK}
    told = {"update_id": 1, "message": {**update, "text": WORDS}}
    assert (await client.post("/webhooks/telegram", json=told, headers=proof)).status == 200
    event = {"app_id": "1", "event_name": "user_send_text", "timestamp": "1790000000000"}
    event |= {"sender": {"id": PHONE}, "recipient": {"id": "2"}, "message": {"msg_id": "m", "text": WORDS}}
    body = json.dumps(event)
    mac = hashlib.sha256(f"1{body}1790000000000{OA}".encode()).hexdigest()
    for signature, status in ((f"mac={mac}", 200), (f"mac={OA}", 403)):
        answer = await client.post("/webhooks/zalo", data=body, headers={"X-ZEvent-Signature": signature})
        assert answer.status == status


async def somebody_tries_codes(client: aiohttp.ClientSession) -> None:
    """PINs, passwords, tokens and files, right and wrong, in bodies and in addresses."""
    ours = {"Sec-Fetch-Site": "same-origin"}
    await client.post("/phieu/PA-261125-ABCD", data={"pin": PIN, "code": PIN}, headers=ours)
    await client.post("/staff/sign-in", data={"login": PHONE, "password": PASSWORD}, headers=ours)
    await client.get(f"/api/chat/stream?session={PIN}&token={PASSWORD}")
    await client.get(f"/khao-sat/{PASSWORD}")
    await client.get(f"/du-lieu/{PASSWORD}")
    await client.post(f"/du-lieu/{PASSWORD}")
    await client.get(f"/thu-tuc/{NAME}?sdt={PHONE}")
    await client.post(f"/rasa/actions?token={ACTIONS}", json={"next_action": "action_none", "tracker": WORDS})
    broken = {"next_action": "action_answer_procedure", "tracker": {"sender_id": PHONE, "events": WORDS}}
    assert (await client.post(f"/rasa/actions?token={ACTIONS}", json=broken)).status >= 400
    await client.post(f"/rasa/actions?token={PASSWORD}", json={"next_action": "action_none"})
    await client.post("/api/chat/photos", data={"photo": FILE, "text": WORDS})


async def the_database_refuses(tmp_path: Path) -> None:
    """A wrong password for a server that is away; words for a table that is missing."""
    empty = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    try:
        async with empty.transaction() as connection:
            await connection.execute(text("INSERT INTO missing VALUES (:words)"), {"words": WORDS})
    except Exception:
        logging.getLogger("chidan.test").exception("no such table")
    finally:
        await empty.close()
    away = Database(f"postgresql://chidan:{DATABASE}@127.0.0.1:9/chidan?connect_timeout=1")
    try:
        async with away.transaction() as connection:
            await connection.execute(text("SELECT 1"))
    except Exception:
        logging.getLogger("chidan.test").exception("the database refuses")
    finally:
        await away.close()


async def test_no_log_holds_a_secret(
    client: aiohttp.ClientSession, written: StringIO, tmp_path: Path
) -> None:
    await citizens_write(client)
    await somebody_tries_codes(client)
    await the_database_refuses(tmp_path)
    lines = written.getvalue().splitlines()
    speakers = {json.loads(line)["logger"] for line in lines}
    assert speakers >= {f"chidan.{part}" for part in ("conversation", "telegram", "zalo", "test")}
    assert sum("aiohttp.access" in line for line in lines) == 16
    told = {(secret, line[:300]) for line in lines for secret in SECRETS if secret in line}
    assert told == set()
