"""Which files of a watched folder are whole, as far as one can see from outside."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

UNFINISHED = (".tmp", ".part", ".partial", ".crdownload", "~")
_RETRY = timedelta(seconds=30)


def waiting(folder: Path) -> Sequence[Path]:
    """The files to take in, the oldest first; not those that are hidden, or unfinished by their names."""
    files = [file for file in folder.iterdir() if _is_meant(file)]
    return sorted(files, key=lambda file: (file.stat().st_mtime, file.name))


def _is_meant(file: Path) -> bool:
    name = file.name.lower()
    if name.startswith((".", "~")) or name.endswith(UNFINISHED):
        return False
    return file.is_file() and not file.is_symlink()


class Settled:
    """Remembers the size of files from one look to the next."""

    def __init__(self, quiet: timedelta) -> None:
        """A file that stays the same for ``quiet`` is whole."""
        self._quiet = quiet
        self._seen: dict[str, tuple[tuple[int, int], datetime]] = {}

    def is_whole(self, file: Path, now: datetime) -> bool:
        """Whether the file is what it was long enough ago; raises OSError."""
        self._seen = {name: seen for name, seen in self._seen.items() if file.with_name(name).exists()}
        found = file.stat()
        state = found.st_size, found.st_mtime_ns
        before = self._seen.get(file.name)
        if before is None or before[0] != state:
            self._seen[file.name] = state, now
            return False
        return now - before[1] >= self._quiet

    def wait(self, file: Path, now: datetime) -> None:
        """The file is not to be tried again for a while."""
        known = self._seen.get(file.name)
        if known is not None:
            self._seen[file.name] = known[0], now + _RETRY
