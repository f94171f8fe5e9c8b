"""Whether an XLSX file, which is a ZIP archive, may be unpacked at all."""

import zipfile
import zlib
from pathlib import Path

from bot.tables.limits import Limits
from bot.tables.refusal import TableRefused

MAX_ENTRIES = 500
MAX_RATIO = 100  # sheets of text shrink to a tenth or so
SMALL = 1024**2  # an entry that no ratio can make dangerous
CHUNK = 2**18
# A document type may define entities that grow without end; no spreadsheet program writes one.
_DANGEROUS = (b"<!DOCTYPE", b"<!ENTITY", b"<\0!\0", b"\0<\0!")
_OVERLAP = max(map(len, _DANGEROUS)) - 1  # a word may lie across two pieces


def check_archive(file: Path, limits: Limits) -> None:
    """Raises TableRefused for what is no archive, or too large or too dense once unpacked, or OSError."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_sizes(entries, limits)
            for entry in entries:
                _check_content(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        reason = f"not an XLSX file, or one with a password: {error}"
        raise TableRefused("the file", reason) from error


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(entries) > MAX_ENTRIES:
        raise TableRefused("the file", f"holds {len(entries)} parts, at most {MAX_ENTRIES} are read")
    total, most = sum(entry.file_size for entry in entries) / 1024**2, limits.unpacked_megabytes
    if total > most:
        raise TableRefused("the file", f"unpacks to {total:.0f} MB, at most {most} MB are read")
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > SMALL and ratio > MAX_RATIO:
            reason = f"is packed {ratio:.0f} times as small, at most {MAX_RATIO} are read"
            raise TableRefused(entry.filename, reason)


def _check_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpacks no more than the size that the entry claims; a wrong claim is a BadZipFile."""
    before = b""
    with archive.open(entry) as content:
        while piece := content.read(CHUNK):
            if any(word in before + piece for word in _DANGEROUS):
                raise TableRefused(
                    entry.filename, "defines a document type, which a spreadsheet does not need"
                )
            before = piece[-_OVERLAP:]
