"""Rasa's log, set up as the program sets it up: in the form of our own, and without what citizens wrote."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WORDS = "so can cuoc 079123456789 cua Nguyen Thi Bi Mat"

# Rasa's own lines for turns that are broken off or fail, in the module that writes them; and others' lines.
FAILING_TURNS = """
import logging, sys
from rasa.utils.common import configure_logging_and_warnings
from rasa.utils.io import configure_colored_logging
from rasa.utils.log_utils import configure_structlog

configure_logging_and_warnings(logging.WARNING)
configure_colored_logging(logging.WARNING)
configure_structlog(logging.WARNING)

if "ours" in sys.argv:
    from bot.nlu.turn_log import set_up_lines
    from structlog.contextvars import bind_contextvars
    set_up_lines()
    bind_contextvars(message=7, conversation="abcdefgh")

from rasa.core.channels import rest

source = '''
def turn(text):
    structlogger.error("rest.message.received.timeout", text=text)
    try:
        raise RuntimeError(text)
    except Exception:
        structlogger.exception("rest.message.received.failure", text=text)
        logger.exception("a library fails")
    logger.warning("a long line " + "." * 400 + text)
'''
exec(source, vars(rest))
rest.turn(sys.argv[1])
"""


def log_of_failing_turns(*more: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", FAILING_TURNS, WORDS, *more],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout + done.stderr


def lines_of(log: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.splitlines() if line.startswith("{")]


def test_a_turn_that_fails_is_logged_with_its_number_and_without_its_words() -> None:
    log = log_of_failing_turns("ours")
    lines = lines_of(log)
    timeout, failure, library, long = (line["event"] for line in lines)
    assert timeout == "rest.message.received.timeout"
    assert failure.startswith("rest.message.received.failure | RuntimeError; ")
    assert library.startswith("a library fails | RuntimeError; ")
    assert len(long) <= 300
    assert {(line["message"], line["conversation"]) for line in lines} == {(7, "abcdefgh")}
    assert {line["logger"] for line in lines} == {"rasa.core.channels.rest"}
    assert "079123456789" not in log
    assert "Bi Mat" not in log


def test_rasas_own_log_would_hold_them() -> None:
    assert "079123456789" in log_of_failing_turns()
