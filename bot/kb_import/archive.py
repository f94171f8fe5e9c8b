"""Whether an XLSX file, which is a ZIP archive, may be unpacked at all."""

import io
import zipfile
import zlib

from bot.kb_import.refusal import refuse

MAX_ENTRIES = 500
MAX_MEGABYTES = 100  # unpacked, all entries together
MAX_RATIO = 100  # sheets of text shrink to a tenth or so
SMALL = 1024**2  # an entry that no ratio can make dangerous
# A document type may define entities that grow without end; no spreadsheet program writes one.
_DANGEROUS = (b"<!DOCTYPE", b"<!ENTITY", b"<\0!\0", b"\0<\0!")


def check_archive(content: bytes) -> None:
    """Raises ImportRefused for what is no archive, or too large or too dense once unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            for entry in entries:
                _check_content(archive, entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        reason = f"not an XLSX file, or one with a password: {error}"
        raise refuse("the file", reason) from error


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise refuse("the file", f"holds {len(entries)} parts, at most {MAX_ENTRIES} are read")
    total = sum(entry.file_size for entry in entries) / 1024**2
    if total > MAX_MEGABYTES:
        raise refuse("the file", f"unpacks to {total:.0f} MB, at most {MAX_MEGABYTES} MB are read")
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > SMALL and ratio > MAX_RATIO:
            raise refuse(
                entry.filename, f"is packed {ratio:.0f} times as small, at most {MAX_RATIO} are read"
            )


def _check_content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Reads no more than the size that the entry claims; a wrong claim is a BadZipFile."""
    content = archive.read(entry)
    if any(word in content for word in _DANGEROUS):
        raise refuse(entry.filename, "defines a document type, which a spreadsheet does not need")
