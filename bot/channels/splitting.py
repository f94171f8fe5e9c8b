"""Long texts in parts, cut where a reader pauses."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

# Where to cut, best first: between paragraphs, lines, sentences, words.
_SEAMS = (r"\n\s*\n", r"\n", r"(?<=[.!?…;:])\s+", r"\s+")


def split_text(text: str, longest: int, length: Callable[[str], int] = len) -> Sequence[str]:
    """The text in NFC in parts of at most ``longest``, measured by ``length``; at least one part.

    Nothing is lost but the white space at the seams.
    """
    whole = unicodedata.normalize("NFC", text).strip()
    return list(_parts(whole, longest, length)) or [""]


def _parts(text: str, longest: int, length: Callable[[str], int]) -> Iterator[str]:
    while length(text) > longest:
        cut = _best_cut(text, longest, length)
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    if text:
        yield text


def _best_cut(text: str, longest: int, length: Callable[[str], int]) -> int:
    """The last seam of the best kind that leaves at least half a part; else in the midst of a word."""
    room = _fitting(text, longest, length)
    for seam in _SEAMS:
        cuts = [found.start() for found in re.finditer(seam, text[: room + 1]) if found.start() <= room]
        if cuts and cuts[-1] * 2 >= room:
            return cuts[-1]
    while room > 1 and unicodedata.combining(text[room]):
        room -= 1
    return room


def _fitting(text: str, longest: int, length: Callable[[str], int]) -> int:
    """So many of the first characters are not too long."""
    room = min(longest, len(text) - 1)
    while room > 1 and length(text[:room]) > longest:
        room -= 1
    return room
