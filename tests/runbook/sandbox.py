"""A server that is none: folders of its own, and stand-ins for what would change the machine."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bot.settings import PROJECT_ROOT
from tests.runbook.citizen import TYPED

# Folders of a server that lie in the sandbox.
_CHIDAN = ("/var/lib/chidan", "/var/backups/chidan", "/etc/chidan", "/opt/chidan")
MOVED = (*_CHIDAN, "/etc/nginx", "/var/log/nginx")

# The server's PostgreSQL, as the RUNBOOK names it.
POSTGRESQL = "postgresql:///chidan?host=/var/run/postgresql"

# Each is a check of its arguments; what it says no to ends the block with an error.
STAND_INS = {
    "adduser": "exit 0",
    "apt-get": '[[ "$*" = update || "$*" =~ ^install\\ -y\\ [a-z0-9\\ -]+$ ]]',
    "certbot": (
        '[[ "$*" =~ ^certonly\\ --webroot\\ .*\\ -d\\  ]] || '
        '[[ "$*" = certificates || "$*" = "renew --dry-run" ]]'
    ),
    "curl": '[[ "$*" =~ ^-s\\ http://127.0.0.1:8080/(metrics|health/ready)$ ]]',
    "docker": (
        '[[ "$1" = compose && "$2" = -f && -f "$REPOSITORY/$3" && "$4" = --env-file &&\n'
        '  ( "${*:6}" = build || "${*:6}" = "up -d" ) ]]'
    ),
    "environments.sh": '[ "$*" = "app nlu" ]',
    "git": '[[ "$*" = "fetch --tags" || "$*" =~ ^checkout\\ --quiet\\ v[0-9]+$ ]]',
    "gpg": (
        'while [ $# -gt 1 ]; do [ "$1" = --output ] && out=$2; shift; done\n'  # what is left is the file
        '[ -s "$1" ] && cp "$1" "$out"'
    ),
    "journalctl": 'printf \'%s\\n\' \'{"message": 123, "event": "accepted"}\'',
    "make": '[ "$*" = security ] && grep -q "^security:" "$REPOSITORY/Makefile"',
    "nginx": '[ "$*" = -t ] && [ -s "$SANDBOX/etc/nginx/conf.d/chidan.conf" ]',
    "ps": '[[ "$*" =~ ^-u\\ chidan\\  ]]',
    "runuser": '[[ "$*" =~ ^-u\\ postgres\\ --\\ create(user|db)\\  ]]',
    "systemctl": 'exec "$PYTHON" -m tests.runbook.systemctl "$@"',
    "timedatectl": '[[ "$*" = "set-ntp true" || "$*" = status ]]',
}
# These read, or write into the sandbox alone; they run as they are.
REAL = {"cd", "cp", "df", "du", "grep", "install", "ls", "openssl", "tail"}
OURS = {"chidan", "./chidan", "./deploy/systemd/install.sh", "./scripts/environments.sh"}
# They end only when they are told to: their words are checked here, tests/program runs them.
ENDLESS = {"reload", "rasa", "serve"}


def words_of(script: str) -> set[str]:
    """The first word of each command of a script."""
    parts = re.split(r"\n|\||&&|;|\$\(", script.replace("\\\n", " "))
    return {part.split()[0] for part in parts if part.split() and not part.strip().startswith("#")}


def unknown(script: str) -> set[str]:
    """The commands that have no execution here yet."""
    return words_of(script) - STAND_INS.keys() - REAL - OURS


class Sandbox:
    """Runs blocks one after the other; what one leaves behind the next one finds."""

    def __init__(self, folder: Path, postgresql: str = POSTGRESQL) -> None:
        """In an empty folder, or one that a sandbox was copied to; ``postgresql`` has to be without rows."""
        self.folder, self.postgresql = folder, postgresql
        if not (folder / "bin").exists():
            self._fill(folder)

    def _fill(self, folder: Path) -> None:
        for moved in MOVED:
            (folder / moved[1:]).mkdir(parents=True, exist_ok=True)
        (folder / "etc/nginx/conf.d").mkdir()
        (folder / "bin").mkdir()
        for name, body in STAND_INS.items():
            self._program(folder / "bin" / name, body)
        self._copy_sources(folder / "opt/chidan")
        (folder / "var/lib/chidan/rasa.log").write_text('{"message": 123, "event": "asked"}\n')
        (folder / "var/log/nginx/chidan.log").write_text("192.0.2.1 GET /staff 200\n")

    def _copy_sources(self, home: Path) -> None:
        shutil.copytree(PROJECT_ROOT / "deploy", home / "deploy")
        shutil.copytree(PROJECT_ROOT / "bot/storage/migrations", home / "bot/storage/migrations")
        shutil.copy(PROJECT_ROOT / ".env.example", home)
        (home / "scripts").mkdir()
        self._program(home / "scripts/environments.sh", STAND_INS["environments.sh"])
        endless = "|".join(sorted(ENDLESS))
        ours = f'case $1 in {endless}) set -- "$@" --help ;; esac\nexec "$PYTHON" -m bot.cli "$@"'
        self._program(home / "chidan", ours)
        self._program(self.folder / "bin/chidan", ours)
        self._program(self.folder / "bin/id", "exit 1")
        self._program(
            self.folder / "bin/install",
            "words=()\nwhile [ $# -gt 0 ]; do\n"
            '  case $1 in -o | -g) shift 2 ;; *) words+=("$1"); shift ;; esac\ndone\n'
            'exec /usr/bin/install "${words[@]}"',
        )

    @staticmethod
    def _program(path: Path, body: str) -> None:
        path.write_text(f"#!/usr/bin/env bash\n{body}\n")
        path.chmod(0o755)

    def run(self, script: str) -> subprocess.CompletedProcess[str]:
        """The block as it stands, with a server's folders in the sandbox."""
        script = script.replace(POSTGRESQL, self.postgresql)
        for moved in MOVED:
            script = re.sub(rf"(?<![\w/]){moved}", str(self.folder) + moved, script)
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self.folder / "opt/chidan",
            env=self._environment(),
            capture_output=True,
            text=True,
            input=TYPED,
            timeout=120,
            check=False,
        )

    def _environment(self) -> dict[str, str]:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("CHIDAN_")}
        return clean | {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "PYTHON": sys.executable,
            "PYTHONPATH": str(PROJECT_ROOT),
            "PYTHONSAFEPATH": "1",
            "REPOSITORY": str(PROJECT_ROOT),
            "SANDBOX": str(self.folder),
            "DESTDIR": str(self.folder),
            "CHIDAN_DATA_DIR": str(self.folder / "var/lib/chidan"),
        }
