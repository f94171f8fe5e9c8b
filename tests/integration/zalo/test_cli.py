"""``chidan zalo …`` before the emulated Zalo."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.channels.zalo.cli import zalo_cli
from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.pkce import challenge_of
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.emulators.zalo.signing import Signing
from tests.integration.zalo.program import config_for

STAMP = "1764150000000"
BODY = b'{"event_name":"user_send_text","message":{"text":"s\\u1ed5 \\u0111\\u1ecf"}}'

Run = Callable[..., "asyncio.Future[Result]"]


@pytest.fixture
async def emulator() -> AsyncIterator[ZaloEmulator]:
    async with ZaloEmulator().running() as emulator:
        yield emulator


@pytest.fixture
def config(emulator: ZaloEmulator) -> ZaloConfig:
    return config_for(emulator, refresh_token="")


@pytest.fixture
def run(config: ZaloConfig, empty_database_url: str) -> Run:
    """Runs a command in a thread, since commands have an event loop of their own."""
    app = zalo_cli(lambda: (config, empty_database_url))

    def command(*arguments: str) -> "asyncio.Future[Result]":
        return asyncio.ensure_future(asyncio.to_thread(CliRunner().invoke, app, list(arguments)))

    return command


def secrets_of(emulator: ZaloEmulator) -> list[str]:
    pair, account = emulator.tokens.pair, emulator.account
    assert pair is not None
    return [pair.access_token, pair.refresh_token, account.app_secret, account.oa_secret]


async def test_a_login_from_the_link_to_the_status(run: Run, emulator: ZaloEmulator) -> None:
    told = (await run("login")).output
    verifier = told.partition("--verifier=")[2].split()[0]
    assert challenge_of(verifier) in told

    emulator.oauth.code_challenge = challenge_of(verifier)
    code = emulator.tokens.issue_code(emulator.oauth.code_challenge)
    wrong = await run("login", f"--code={code}", f"--verifier={'v' * 43}")
    assert wrong.exit_code == 1
    assert "Invalid code verifier" in wrong.output

    code = emulator.tokens.issue_code(emulator.oauth.code_challenge)
    done = await run("login", f"--code={code}", f"--verifier={verifier}")
    assert done.exit_code == 0, done.output

    citizen = emulator.citizen()
    status = await run("status", "--user", citizen.id)
    assert status.exit_code == 0, status.output
    assert "renewed 0.0 hours ago" in status.output
    assert emulator.account.name in status.output
    assert "follows True" in status.output
    assert not any(secret in done.output + status.output for secret in secrets_of(emulator))


async def test_status_without_tokens_says_what_to_do(run: Run) -> None:
    status = await run("status")
    assert status.exit_code == 1
    assert "chidan zalo login" in status.output


async def test_a_channel_that_is_off_says_so() -> None:
    app = zalo_cli(lambda: (None, "sqlite:///unused.db"))
    told = CliRunner().invoke(app, ["status"])
    assert told.exit_code == 1
    assert "CHIDAN_ZALO_APP_ID" in told.output


async def test_a_captured_event_is_examined(run: Run, emulator: ZaloEmulator, tmp_path: Path) -> None:
    headers = Signing(timestamp="header").headers(emulator.account, BODY, STAMP)
    file = tmp_path / "event.txt"
    file.write_bytes("\r\n".join(f"{name}: {value}" for name, value in headers.items()).encode())
    with file.open("ab") as whole:
        whole.write(b"\r\n\r\n" + BODY + b"\n")
    found = await run("verify-event", str(file))
    assert found.exit_code == 0, found.output
    assert "mac=app_id+body+header timestamp+oa_secret" in found.output

    file.write_bytes(BODY)
    missing = await run("verify-event", str(file))
    assert missing.exit_code == 1
    assert "--signature" in missing.output
    given = ("--signature", headers["X-ZEvent-Signature"], "--timestamp", headers["X-ZEvent-Timestamp"])
    assert (await run("verify-event", str(file), *given)).exit_code == 0


async def test_a_file_that_is_not_there_is_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    missing = await run("verify-event", str(tmp_path / "none"))
    assert missing.exit_code == 1
    assert "Traceback" not in missing.output
