"""Words of a Vietnamese sentence with their places in it; the only door to underthesea."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.language.codes import find_codes

_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Segment:
    """One word (of one or more syllables) and where it stands in the text."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _word_tokenizer() -> Callable[[str], list[str]]:
    """underthesea's segmenter; imported on first use because its import takes a second."""
    from underthesea import word_tokenize

    return word_tokenize  # type: ignore[no-any-return]


def segment(text: str) -> list[Segment]:
    """The words of a text in order, every offset true to it; a code is one word, white space is none."""
    return list(_segments(text))


def _segments(text: str) -> Iterator[Segment]:
    last = 0
    for code in find_codes(text):
        yield from _segment_piece(text, last, code.start)
        yield Segment(text[code.start : code.end], code.start, code.end)
        last = code.end
    yield from _segment_piece(text, last, len(text))


def _segment_piece(text: str, start: int, end: int) -> Iterator[Segment]:
    piece = text[start:end]
    if not piece.strip():
        return
    spans = _aligned(piece, _word_tokenizer()(piece)) or [match.span() for match in _WORD.finditer(piece)]
    for left, right in spans:
        yield Segment(piece[left:right], start + left, start + right)


def _aligned(piece: str, words: list[str]) -> list[tuple[int, int]] | None:
    """Where the words stand in the piece; None if its letters were rewritten."""
    places = [index for index, char in enumerate(piece) if not char.isspace()]
    letters = "".join(piece[index] for index in places)
    spans, at = [], 0
    for word in words:
        bare = "".join(word.split())
        if not bare:
            continue
        if not letters.startswith(bare, at):
            return None
        spans.append((places[at], places[at + len(bare) - 1] + 1))
        at += len(bare)
    return spans if at == len(letters) else None
