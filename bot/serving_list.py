"""Which servers run on this data folder: a file each, locked for as long as its process lives."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

FOLDER = "serving"


@contextlib.contextmanager
def listed(data_dir: Path) -> Iterator[None]:
    """This process is listed while the block runs; a killed one is not taken for running."""
    folder = data_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / str(os.getpid())
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def running(data_dir: Path) -> list[int]:
    """The process ids of the servers that run; files of those that were killed are removed."""
    return [int(path.name) for path in sorted((data_dir / FOLDER).glob("[0-9]*")) if _is_alive(path)]


def _is_alive(path: Path) -> bool:
    with contextlib.suppress(FileNotFoundError), path.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        path.unlink(missing_ok=True)
    return False
