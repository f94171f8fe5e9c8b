"""The words of exports: how they call the ten statuses, and how words are compared."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from bot.dossiers.state import Status
from bot.language.fold import fold

WORDS_FILE = Path(__file__).with_name("words.yml")
LONGEST_WORD = 100


def plain(word: str) -> str:
    """Letters and digits alone, folded: what two names of one thing have in common."""
    return "".join(filter(str.isalnum, fold(unicodedata.normalize("NFC", word))))


def status_of(word: str) -> Status | None:
    """The status of that number (1 to 10), name or local word; None where it is not known, never guessed."""
    return _statuses().get(plain(word)) if len(word) <= LONGEST_WORD else None


@lru_cache(maxsize=1)
def _statuses() -> Mapping[str, Status]:
    words = yaml.safe_load(WORDS_FILE.read_text(encoding="utf-8"))
    named = {plain(word): Status(status) for status, known in words.items() for word in known}
    return named | {str(status.number): status for status in Status}
