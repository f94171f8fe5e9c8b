"""No regular expression takes long over what somebody wrote to make it take long."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from time import process_time
from types import ModuleType

import pytest

import actions
import bot
import procedures_kb
from tests.machine import slowness

pytestmark = pytest.mark.alone
LONGEST = 4_000  # about twice what a message may be
SECONDS = 0.5
UNITS = ["a", "1", " ", "0 ", "a ", "1.", "1,", "a1", "-", "/", "<", "{", "(", "\n", "ạ ", "@a.", "09", "1-"]
NOT_TO_IMPORT = ("bot.nlu", "bot.cli", "bot.storage.migrations")  # Rasa's, and run by alembic alone


def modules() -> Iterator[ModuleType]:
    """All that this environment can import."""
    for package in (bot, actions, procedures_kb):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith(NOT_TO_IMPORT):
                yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """Each compiled expression by the name it stands under."""
    return {
        f"{module.__name__}.{name}": value
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }


def test_no_expression_takes_long() -> None:
    slow, found, limit = {}, patterns(), SECONDS * slowness()
    assert len(found) > 50
    for name, pattern in found.items():
        for unit in UNITS:
            for end in ("", "!", "\x00"):
                text = unit * (LONGEST // len(unit)) + end
                began = process_time()
                pattern.search(text)
                pattern.fullmatch(text)
                if (spent := process_time() - began) > limit:
                    slow[name] = (unit, spent)
    assert slow == {}
