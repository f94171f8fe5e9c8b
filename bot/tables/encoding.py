"""The encodings that a text file may have, and where another one shows itself."""

import codecs
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from bot.tables.refusal import TableRefused

CHUNK = 2**20
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
HOW = "save it as UTF-8 (Excel: Save As, “CSV UTF-8”)"


def text_of(file: Path) -> str:
    """The whole text, without a byte order mark; raises OSError, or TableRefused for other encodings."""
    return file.read_text(encoding_of(file))


def encoding_of(file: Path) -> str:
    """What to open the file with: UTF-8, or UTF-16 where its mark says so.

    Reads the file through, in pieces. Raises OSError, or TableRefused with line and byte.
    """
    with file.open("rb") as content:
        start = content.read(4)
        marked = start.startswith(UTF16_MARKS)
        if b"\0" in start and not marked:
            raise TableRefused("line 1", f"looks like UTF-16 without its mark: {HOW}")
        encoding = "utf-16" if marked else "utf-8-sig"
        content.seek(0 if marked else _mark_of_utf8(start))
        _check(content, "utf-16" if marked else "utf-8")
    return encoding


def _mark_of_utf8(start: bytes) -> int:
    return len(codecs.BOM_UTF8) if start.startswith(codecs.BOM_UTF8) else 0


def _check(content: BinaryIO, encoding: str) -> None:
    decode = codecs.getincrementaldecoder(encoding)()
    pieces: Callable[[], bytes] = partial(content.read, CHUNK)
    at, line = content.tell(), 1
    for piece in iter(pieces, b""):
        line += _decoded(decode, piece, at, line).count("\n")
        at += len(piece)
    _decoded(decode, b"", at, line)


def _decoded(decode: codecs.IncrementalDecoder, piece: bytes, at: int, line: int) -> str:
    """The text of the piece that begins at byte ``at``; an empty piece is the end."""
    waiting = len(decode.getstate()[0])
    try:
        return decode.decode(piece, final=not piece)
    except UnicodeDecodeError as error:
        place = line + error.object.count(b"\n", 0, error.start)
        byte = at - waiting + error.start
        reason = f"not {error.encoding.upper()} at byte {byte} of the file: {HOW}"
        raise TableRefused(f"line {place}", reason) from error
