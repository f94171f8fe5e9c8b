"""Cutting a long text into bubbles at places where a reader would pause."""

from itertools import pairwise

BUBBLE_LIMIT = 900  # characters: what an elder reads on one phone screen without losing the thread


def split_bubble(text: str, limit: int = BUBBLE_LIMIT) -> list[str]:
    """`text` in pieces of at most `limit` characters: between paragraphs, else between lines."""
    paragraphs = (part.strip() for part in text.split("\n\n"))
    blocks = [block for part in paragraphs if part for block in _lines_packed(part, limit)]
    return _packed(blocks, "\n\n", limit)


def _lines_packed(paragraph: str, limit: int) -> list[str]:
    """A paragraph in blocks that fit; a line longer than the limit stands alone."""
    blocks = [block.split("\n") for block in _packed(paragraph.split("\n"), "\n", limit)]
    for block, following in pairwise(blocks):
        # A heading belongs to its list, and a last line (the source) to what it vouches for.
        lonely = len(following) == 1 and len(block) > 2
        if len(block) > 1 and (block[-1].endswith(":") or lonely):
            following.insert(0, block.pop())
    return ["\n".join(block) for block in blocks]


def _packed(parts: list[str], glue: str, limit: int) -> list[str]:
    pieces: list[str] = []
    for part in parts:
        if pieces and len(pieces[-1]) + len(glue) + len(part) <= limit:
            pieces[-1] += glue + part
        else:
            pieces.append(part)
    return pieces
