"""Cutting a long text into bubbles at places where a reader would pause."""

import re
from collections.abc import Iterator

BUBBLE_LIMIT = 900  # characters: what an elder reads on one phone screen without losing the thread

_PARAGRAPH_END = re.compile(r"(?<!:)\n\n+")
# Lines that end in a colon, and the blank ones after them, with the first line that they announce.
_LINE_WITH_ITS_HEADINGS = re.compile(r"(?:[^\n]*:\n+)*[^\n]+")


def split_bubble(text: str, limit: int = BUBBLE_LIMIT) -> list[str]:
    """`text` in pieces of at most `limit` characters: between paragraphs, else between lines.

    A heading never ends a piece: it stays with the first line of what it announces.
    """
    pieces: list[str] = []
    for paragraph in _PARAGRAPH_END.split(text.strip()):
        for glue, block in _blocks(paragraph, pieces[-1] if pieces else "", limit):
            if pieces and len(pieces[-1]) + len(glue) + len(block) <= limit:
                pieces[-1] += glue + block
            else:
                pieces.append(block)
    return pieces


def _blocks(paragraph: str, before: str, limit: int) -> Iterator[tuple[str, str]]:
    """The paragraph whole, or by lines where it is too long, or where it would leave a nearly empty piece."""
    fits = len(before) + len("\n\n") + len(paragraph) <= limit
    nearly_empty = 0 < len(before) < limit / 3
    if fits or (len(paragraph) <= limit and not nearly_empty):
        yield "\n\n", paragraph
        return
    lines = _LINE_WITH_ITS_HEADINGS.findall(paragraph)
    if len(lines) > 2:
        # The last line (the source) belongs to what it vouches for.
        lines[-2:] = ["\n".join(lines[-2:])]
    for number, line in enumerate(lines):
        yield ("\n" if number else "\n\n"), line
