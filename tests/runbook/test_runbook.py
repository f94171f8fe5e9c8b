"""Each command that the RUNBOOK tells to type is executed; a new one without an execution is named."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.postgresql_server import binaries, running_server
from tests.runbook.blocks import RUNBOOK, Block, blocks
from tests.runbook.sandbox import POSTGRESQL, Sandbox, unknown
from tests.runbook.systemctl import complaints

# A server that was set up just now, and one that has run for a while.
FRESH = """
chidan db upgrade
cp deploy/proxy/chidan.conf /etc/nginx/conf.d/chidan.conf
"""
USED = """
chidan staff add quantri --role administrator >/dev/null
"$PYTHON" -m tests.runbook.citizen
chidan db backup --to /var/backups/chidan
"""
MAKES_THE_FIRST_OFFICER = "Go live on a fresh server"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The folders of both, by whether it was used."""
    fresh = Sandbox(tmp_path_factory.mktemp("fresh"))
    prepare(fresh, FRESH)
    used = tmp_path_factory.mktemp("used") / "server"
    shutil.copytree(fresh.folder, used)
    prepare(Sandbox(used), USED)
    return {False: fresh.folder, True: used}


@pytest.fixture(scope="module")
def postgresql() -> Iterator[str]:
    """An empty database."""
    folder = binaries()
    if folder is None:
        pytest.skip("PostgreSQL's binaries were not found: install postgresql and libpq-dev")
    with running_server(folder) as server:
        yield server.url("postgres")


def prepare(sandbox: Sandbox, script: str) -> None:
    done = sandbox.run(script)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", blocks(), ids=str)
def test_every_command_has_an_execution(block: Block) -> None:
    missing = unknown(block.script)
    assert not missing, f"{block}: no execution yet for {missing}: add one to tests/runbook/sandbox.py"


@pytest.mark.alone
@pytest.mark.parametrize("block", blocks(), ids=str)
def test_the_block_runs_as_it_stands(
    block: Block, servers: dict[bool, Path], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    shutil.copytree(servers[block.section != MAKES_THE_FIRST_OFFICER], tmp_path / "server")
    address = request.getfixturevalue("postgresql") if POSTGRESQL in block.script else POSTGRESQL
    done = Sandbox(tmp_path / "server", address).run(block.script)
    assert done.returncode == 0, f"{block}:\n{done.stdout}{done.stderr}"


def test_the_check_itself_says_no() -> None:
    assert unknown("rm -rf /\nchidan db backup | zstd") == {"rm", "zstd"}
    assert complaints(["restart", "chidan-nothing.service"]) == ["no unit chidan-nothing.service"]
    assert complaints(["enable", "--now", "chidan-rasa@5005.service"]) == []


def test_the_contents_lead_to_sections() -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^## (.+)$", RUNBOOK, re.MULTILINE)
    }
    linked = set(re.findall(r"\]\(#([^)]+)\)", RUNBOOK))
    assert linked <= anchors, linked - anchors
