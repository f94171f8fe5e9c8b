"""What stands in a rendered card."""

import struct
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader

A5_POINTS = (420, 595)


def words_of(pdf: bytes) -> str:
    """All text of a PDF without spaces, because lines break where they must."""
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in points."""
    return [
        (round(page.mediabox.width), round(page.mediabox.height)) for page in PdfReader(BytesIO(pdf)).pages
    ]


def letter_sizes(pdf: bytes) -> set[float]:
    """The sizes in points of all that is written."""
    found: set[float] = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        page.extract_text(
            visitor_text=lambda text, _cm, tm, _font, size: (
                found.add(round(abs(size * tm[3]), 1)) if text.strip() else None
            )
        )
    return found


def has_empty_box(pdf: bytes) -> bool:
    """Whether glyph 0 is drawn: the box that stands for a letter that the font lacks."""
    return any(
        b"\0\0" in {text[index : index + 2] for index in range(0, len(text), 2)} for text in _glyphs(pdf)
    )


def _glyphs(pdf: bytes) -> Iterator[bytes]:
    """What is drawn, two bytes a glyph."""
    for page in PdfReader(BytesIO(pdf)).pages:
        for operands, operator in page.get_contents().operations:
            if operator == b"TJ":
                yield from (part.original_bytes for part in operands[0] if hasattr(part, "original_bytes"))
            elif operator == b"Tj":
                yield operands[0].original_bytes


def picture_size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def spaceless(text: str) -> str:
    """The text as `words_of` gives it."""
    return "".join(text.split())
