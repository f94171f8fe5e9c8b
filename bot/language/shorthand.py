"""Shorthand: chat spellings, southern and central words and office abbreviations written out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.language.codes import find_codes
from bot.language.shorthand_table import shorthand_table

__all__ = ["expand_shorthand", "shorthand_table"]

_THOUSANDS = re.compile(r"(?<=\d) k(?!\w)", re.IGNORECASE)


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
