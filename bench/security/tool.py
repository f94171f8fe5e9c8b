"""Runs a tool of the security group and returns what it wrote."""

import os
import subprocess
import sys
from collections.abc import Mapping

from bot.settings import PROJECT_ROOT


def output_of(module: str, *wishes: str, more: Mapping[str, str] | None = None, seconds: int = 600) -> bytes:
    """Its standard output; exit codes are left to the report it writes. TimeoutExpired after that long."""
    command = [sys.executable, "-m", module, *wishes]
    environment = {**os.environ, **(more or {})}
    answer = subprocess.run(command, cwd=PROJECT_ROOT, env=environment, capture_output=True, timeout=seconds)
    return answer.stdout
