"""A card as a file."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import msgspec

from bot.cards.content import Card
from bot.cards.picture import in_few_shades
from bot.typesetting import Form, typeset

Render = Callable[[Card, Form], bytes]

TEMPLATE = Path(__file__).with_name("card.typ")
PICTURE_PIXELS = 800  # letters of 35 pixels: sharp on a phone, and half the bytes of its full width
PICTURE_MM = 88  # what the template sets, so that 11 pt stay as large as a phone's own letters
_MM_PER_INCH = 25.4


def render(card: Card, form: Form) -> bytes:
    """A PDF of A5 pages, or one PNG of 800 pixels' width. Records are data here, never Typst's code."""
    data = {"card": msgspec.json.encode(card).decode(), "form": form}
    file = typeset(_template(), form, data, ppi=PICTURE_PIXELS / PICTURE_MM * _MM_PER_INCH)
    return in_few_shades(file) if form == "png" else file


def fingerprint(card: Card) -> str:
    """The record's version, and eight digits more that change with all else that is on the card."""
    drawn = hashlib.sha256(_template() + msgspec.json.encode(card))
    return f"{card.version}-{drawn.hexdigest()[:8]}"


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()
