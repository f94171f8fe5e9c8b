"""The syllables that people here really use; what only looks like one is believed less."""

from functools import lru_cache
from pathlib import Path

from bot.language.fold import fold

_LIST_FILE = Path(__file__).with_name("known.txt")


@lru_cache(maxsize=1)
def known_syllables() -> frozenset[str]:
    """Every syllable of the list, lower case, tone marks in their usual place; read from its file once."""
    lines = _LIST_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def _folded() -> frozenset[str]:
    return frozenset(map(fold, known_syllables()))


def is_known(word: str) -> bool:
    """True for a known syllable (lower case); one without any mark may stand for a marked one."""
    return word in known_syllables() or (word.isascii() and word in _folded())
