"""The same tests as on a file, on a PostgreSQL of ours; they run in Rasa's own environment."""

import os
import subprocess

from bot.settings import PROJECT_ROOT
from bot.sidecar.command import NLU_PYTHON
from tests.integration.postgresql_server import PostgresqlServer


def test_rasas_memory_in_postgresql(postgresql_server: PostgresqlServer) -> None:
    arguments = ["-m", "pytest", "tests/nlu_env/test_shared_memory.py", "-q", "--confcutdir=tests"]
    done = subprocess.run(
        [PROJECT_ROOT / NLU_PYTHON, *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, "MEMORY_URL": postgresql_server.url("postgres")},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "skipped" not in done.stdout.splitlines()[-1]
