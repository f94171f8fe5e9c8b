"""Rasa's log, set up as the program sets it up, holds nothing that a citizen wrote."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = "bot/sidecar/rasa_logging.yml"

# Rasa's own lines for a turn that is broken off and one that fails, in the module that writes them.
FAILING_TURNS = """
import logging, sys
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.log_utils import configure_structlog

configure_logging_and_warnings(logging.WARNING, *sys.argv[1:])
configure_structlog(logging.WARNING)

from rasa.core.channels import rest

source = '''
def turn(text):
    structlogger.error("rest.message.received.timeout", text=text)
    try:
        raise RuntimeError(text)
    except Exception:
        structlogger.exception("rest.message.received.failure", text=text)
'''
exec(source, vars(rest))
rest.turn("so can cuoc 079123456789")
"""


def log_of_failing_turns(*configuration: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FAILING_TURNS, *configuration],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout + done.stderr


def test_a_turn_that_fails_is_logged_without_the_message() -> None:
    log = log_of_failing_turns(CONFIGURATION)
    assert "rest.message.received.timeout" in log
    assert "rest.message.received.failure" in log
    assert '"kind": "RuntimeError"' in log
    assert "079123456789" not in log
    assert "079123456789" in log_of_failing_turns()
