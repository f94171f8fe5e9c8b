"""Attachments: known by their content, kept under its hash, never run and never trusted for their names."""

import hashlib
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from bot.file_kinds import sniff

LARGEST = 10 * 1024 * 1024
LONGEST_NAME = 120


class FileRefused(Exception):
    """The file is not kept; ``word`` is too_large, empty or unknown_kind."""

    def __init__(self, word: str) -> None:
        """Carries nothing of the file."""
        super().__init__(word)
        self.word = word


@dataclass(frozen=True)
class StoredFile:
    """A file that lies in the store; not ``is_new`` where its content lay there before."""

    sha256: str
    kind: str
    size: int
    name: str = field(default="", repr=False)
    is_new: bool = field(default=True, compare=False)


class FileStore:
    """A folder of contents; every method blocks for as long as the disk takes."""

    def __init__(self, folder: Path) -> None:
        """The folder is made with the first file."""
        self._folder = folder

    def put(self, content: bytes, name: str = "") -> StoredFile:
        """Keeps the content, once however often it comes; raises FileRefused or OSError."""
        kind = _kind_of(content)
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        is_new = not path.exists()
        if is_new:
            _write(path, content)
        return StoredFile(sha256, kind, len(content), _plain_name(name, kind), is_new)

    def read(self, sha256: str) -> bytes:
        """The content; raises OSError, FileNotFoundError among them."""
        return self.path(sha256).read_bytes()

    def remove(self, sha256: str) -> None:
        """Forgets the content; one that is not there is no error."""
        self.path(sha256).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the content lies; raises ValueError for what is no hash."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not the hash of a content")
        return self._folder / sha256[:2] / sha256


def _kind_of(content: bytes) -> str:
    if not content:
        raise FileRefused("empty")
    if len(content) > LARGEST:
        raise FileRefused("too_large")
    kind = sniff(content)
    if kind is None:
        raise FileRefused("unknown_kind")
    return kind


def _plain_name(name: str, kind: str) -> str:
    """The last part of the name with the ending of what the file is, without signs that steer anything."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(sign if sign.isalnum() or sign in " -_" else "_" for sign in Path(last).stem).strip(" _")
    return f"{plain[:LONGEST_NAME] or 'tep'}.{kind}"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all: a half-written content would bear the hash of a whole one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    os.chmod(draft.name, 0o400)
    os.replace(draft.name, path)
