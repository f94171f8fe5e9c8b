"""A name of ours in what somebody typed, with the small words that people put between its words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

_SMALL_WORDS_FILE = Path(__file__).with_name("loosely.yml")
# More between two words of a name, and they belong to different things.
_MOST_BETWEEN = 4
_YEAR = r"(?:19|20)\d\d\b"


def found_loosely(phrase: str, said: str) -> Iterator[tuple[int, int]]:
    """Where the bare words `said` hold those of the phrase, in their order: the span of each place."""
    return (hit.span() for hit in _pattern(phrase).finditer(said))


@lru_cache(maxsize=16_384)
def _pattern(phrase: str) -> re.Pattern[str]:
    between = rf"(?: (?:{_small_words()}|(?!{_YEAR})\d\w*)){{0,{_MOST_BETWEEN}}} "
    return re.compile(rf"\b{between.join(map(re.escape, phrase.split()))}\b")


@lru_cache(maxsize=1)
def _small_words() -> str:
    groups = yaml.safe_load(_SMALL_WORDS_FILE.read_text(encoding="utf-8"))
    return "|".join(word for group in groups.values() for word in group)
