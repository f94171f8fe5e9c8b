"""``chidan dossiers to-call``: what an officer learns of followers who could not be reached."""

import asyncio
from datetime import timedelta

import pytest
from typer import Typer
from typer.testing import CliRunner

from bot.clock import utc_now
from bot.commands.to_call import to_call
from bot.dossiers.model import DossierNotice
from bot.dossiers.notices import UNREACHABLE
from bot.dossiers.state import Status
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from tests.integration.dossiers.people import CODE, all_of, follower, state, take


@pytest.fixture
def command(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> Typer:
    monkeypatch.setenv("CHIDAN_DATABASE_URL", empty_database_url)
    command = Typer()
    command.command()(to_call)
    return command


async def write_unreachable(url: str) -> None:
    upgrade(url)
    db, now = Database(url), utc_now()
    await take(db, state(changed_at=now - timedelta(days=1)), now=now)
    await follower(db, now)
    await take(db, state(status=Status.FINISHED, changed_at=now), now=now)
    async with db.transaction() as session:
        [notice] = await all_of(session, DossierNotice)
        notice.drop(UNREACHABLE)
    await db.close()


def test_where_everybody_was_reached_nobody_is_listed(command: Typer) -> None:
    result = CliRunner().invoke(command, [])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 notices in 7 days" in result.stderr


def test_who_could_not_be_reached_is_listed_by_code_alone(command: Typer, empty_database_url: str) -> None:
    asyncio.run(write_unreachable(empty_database_url))
    result = CliRunner().invoke(command, ["--days", "2"])
    assert result.exit_code == 0, result.output
    [line] = result.stdout.splitlines()
    assert f"{CODE}  finished  conversation 1  (unreachable)" in line
    assert [word for word in ("Bưởi", "271", "5678") if word in result.output] == []
