"""What a file is, known by its content and never by its name."""

# What a content begins with, by kind; of a container the mark of its format stands a few bytes in.
_MARKS: dict[str, tuple[tuple[int, bytes], ...]] = {
    "jpeg": ((0, b"\xff\xd8\xff"),),
    "png": ((0, b"\x89PNG\r\n\x1a\n"),),
    "webp": ((0, b"RIFF"), (8, b"WEBP")),
    "pdf": ((0, b"%PDF-"),),
    "mp4": ((4, b"ftyp"),),
}
# Containers of that form that are films; others are pictures of telephones, or unknown.
_FILMS = (b"iso", b"mp4", b"avc1", b"M4V", b"MSNV", b"3gp", b"dash")
CONTENT_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "mp4": "video/mp4",
}


def sniff(content: bytes) -> str | None:
    """The kind that the content itself shows; None for all that is not kept."""
    for kind, marks in _MARKS.items():
        if all(content[at : at + len(mark)] == mark for at, mark in marks):
            return kind if kind != "mp4" or content[8:12].startswith(_FILMS) else None
    return None
