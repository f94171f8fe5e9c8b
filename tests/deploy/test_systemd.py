"""The units are what systemd takes, are closed tightly, and start commands that exist."""

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.settings import PROJECT_ROOT

SYSTEMD = PROJECT_ROOT / "deploy" / "systemd"
UNITS = sorted(path.name for path in SYSTEMD.glob("*.service"))
# Of 10; systemd calls everything below 2.5 "OK".
MOST_EXPOSED = 2.0


def analyzed(*arguments: str) -> str:
    if shutil.which("systemd-analyze") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("systemd-analyze is missing: install systemd")
        pytest.skip("systemd-analyze is missing: install systemd to run this")
    done = subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout + done.stderr


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units with this checkout in the place of /opt/chidan."""
    for path in SYSTEMD.glob("chidan*.*"):
        (tmp_path / path.name).write_text(path.read_text().replace("/opt/chidan", str(PROJECT_ROOT)))
    return tmp_path


@pytest.mark.parametrize("name", [*UNITS, "chidan-backup.timer"])
def test_systemd_takes_the_unit_without_a_word(name: str, units: Path) -> None:
    instance = units / name.replace("@.", "@5005.")
    (units / name).rename(instance)
    said = analyzed("verify", "--man=no", "--recursive-errors=one", str(instance))
    assert [line for line in said.splitlines() if "chidan" in line] == []


@pytest.mark.parametrize("name", UNITS)
def test_the_unit_is_closed_tightly(name: str) -> None:
    said = analyzed("security", "--offline=true", str(SYSTEMD / name))
    found = re.search(r"exposure level for \S+ ([\d.]+)", said)
    assert found, said
    assert float(found[1]) <= MOST_EXPOSED


@pytest.mark.parametrize("name", UNITS)
def test_the_unit_starts_a_command_of_ours(name: str) -> None:
    line = re.search(r"^ExecStart=(.+)$", (SYSTEMD / name).read_text(), re.MULTILINE)
    assert line
    program, flag, module, *words = shlex.split(line[1].replace("%i", "5005"))
    assert (program, flag, module) == ("/opt/chidan/.venv/bin/python", "-m", "bot.cli")
    done = CliRunner().invoke(cli, [*words, "--help"])
    assert (done.exit_code, "No such" in done.output) == (0, False), done.output


STAND_INS = {
    "id": "exit 1",
    "adduser": 'echo "adduser $*" >>"$SAID"',
    # The account is not there: owners are only written down.
    "install": (
        'echo "install $*" >>"$SAID"; words=()\n'
        'while [ $# -gt 0 ]; do case $1 in -o | -g) shift 2 ;; *) words+=("$1"); shift ;; esac; done\n'
        'exec /usr/bin/install "${words[@]}"'
    ),
}


def install(tmp_path: Path) -> str:
    for name, body in STAND_INS.items():
        (tmp_path / name).write_text(f"#!/usr/bin/env bash\n{body}\n")
        (tmp_path / name).chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "DESTDIR": str(tmp_path / "server")}
    environment["SAID"] = str(tmp_path / "said")
    subprocess.run([SYSTEMD / "install.sh"], check=True, env=environment)
    return (tmp_path / "said").read_text()


def test_the_installation_puts_all_in_place_and_keeps_secrets(tmp_path: Path) -> None:
    said = install(tmp_path)
    server = tmp_path / "server"
    assert "adduser --system --group --home /var/lib/chidan" in said
    assert {path.name for path in (server / "etc/systemd/system").iterdir()} >= {
        *UNITS,
        "chidan-backup.timer",
    }
    settings = server / "etc/chidan/chidan.env"
    assert settings.stat().st_mode & 0o777 == 0o600
    assert (server / "var/lib/chidan").stat().st_mode & 0o777 == 0o700
    settings.write_text("CHIDAN_SECRET_KEY=ours\n")
    install(tmp_path)
    assert settings.read_text() == "CHIDAN_SECRET_KEY=ours\n"
