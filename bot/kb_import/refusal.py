"""Refusals of a whole file, and the encoding that every text file must have."""

import codecs

from procedures_kb.portal.rows import ImportRefused, RowFault


def refuse(place: str, reason: str) -> ImportRefused:
    """The refusal for one reason, to be raised."""
    return ImportRefused([RowFault(place, "", reason)])


def utf8(content: bytes) -> str:
    """The text, without a byte order mark; raises ImportRefused with line and byte for any other encoding."""
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        kind = " (UTF-16?)" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ""
        raise refuse(f"line {line}", f"not UTF-8 at byte {error.start} of the file{kind}") from error
