"""Shorthand: chat spellings, southern and central words and office abbreviations written out."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from bot.language.codes import find_codes

_TABLE_FILE = Path(__file__).with_name("shorthand.yml")
_THOUSANDS = re.compile(r"(?<=\d) k(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=1)
def shorthand_table() -> Mapping[str, str]:
    """Every known short form (lower case) and what it stands for; read from its file once."""
    groups = yaml.safe_load(_TABLE_FILE.read_text(encoding="utf-8"))
    return {str(short): str(full) for group in groups.values() for short, full in group.items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest_first = sorted(shorthand_table(), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, longest_first))})(?![\w])", re.IGNORECASE)


def expand_shorthand(text: str) -> str:
    """The text with short forms written out, whole words only; codes and amounts (500 k) stay as they are."""
    return "".join(_expanded_pieces(text))


def _expanded_pieces(text: str) -> Iterator[str]:
    last = 0
    for code in find_codes(text):
        yield _expand(text[last : code.start])
        yield text[code.start : code.end]
        last = code.end
    yield _expand(text[last:])


def _expand(piece: str) -> str:
    glued = _THOUSANDS.sub("k", piece)
    return _pattern().sub(lambda match: shorthand_table()[match.group().lower()], glued)
