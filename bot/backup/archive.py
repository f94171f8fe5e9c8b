"""One compressed file with everything in it, and a list that proves each part whole."""

import gzip
import hashlib
import tarfile
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import IO

import msgspec

MANIFEST = "manifest.json"
FORMAT = 1
_QUICK = 1  # a backup shall be over soon; a higher level saves a tenth of the room for thrice the time


class BackupError(Exception):
    """A backup could not be made or cannot be restored; the words say what to do."""


class Manifest(msgspec.Struct, frozen=True):
    """What is in an archive: the last thing written into it, so that half an archive has none."""

    format: int
    made_at: str
    backend: str
    revision: str
    sha256: dict[str, str]


class _Hashed:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self.digest.update(block)
        return block


def write_archive(
    path: Path, members: Iterable[tuple[str, Path]], backend: str, revision: str, made_at: str
) -> None:
    """Writes the files under the names given; one that vanishes meanwhile is left out."""
    hashes: dict[str, str] = {}
    with gzip.open(path, "wb", _QUICK) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for name, source in members:
            with suppress(FileNotFoundError), source.open("rb") as file:
                hashes[name] = _added(tar, name, file)
        listed = msgspec.json.encode(Manifest(FORMAT, made_at, backend, revision, hashes))
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(listed)
        tar.addfile(info, BytesIO(listed))


def _added(tar: tarfile.TarFile, name: str, file: IO[bytes]) -> str:
    info = tar.gettarinfo(arcname=name, fileobj=file)
    info.mode, info.uid, info.gid, info.uname, info.gname = 0o600, 0, 0, "", ""
    hashed = _Hashed(file)
    tar.addfile(info, hashed)
    return hashed.digest.hexdigest()


def unpack(path: Path, folder: Path) -> Manifest:
    """Unpacks into an empty folder and checks each part against the list; raises BackupError."""
    try:
        with tarfile.open(path, "r:gz") as tar:
            tar.extractall(folder, filter="data")
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (EOFError, tarfile.TarError, gzip.BadGzipFile, msgspec.DecodeError, FileNotFoundError) as error:
        if not path.exists():
            raise BackupError(f"{path}: there is no such file") from error
        raise BackupError(f"{path} is damaged or no backup of this program: take an older one") from error
    except OSError as error:
        raise BackupError(f"{path} could not be unpacked into {folder}: {error}") from error
    _prove(path, folder, manifest)
    return manifest


def _prove(path: Path, folder: Path, manifest: Manifest) -> None:
    if manifest.format > FORMAT:
        raise BackupError(f"{path} was made by a newer version of the program: restore it with that one")
    found = {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()} - {MANIFEST}
    damaged = found ^ manifest.sha256.keys()
    for name in found - damaged:
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != manifest.sha256[name]:
                damaged.add(name)
    if damaged:
        raise BackupError(f"{path} is damaged ({', '.join(sorted(damaged))}): take an older one")
