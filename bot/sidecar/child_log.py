"""The file into which a child writes its own words: appended to, and never larger than its bound for long."""

import shutil
from pathlib import Path
from typing import BinaryIO

LARGEST_LOG_BYTES = 5_000_000


def open_log(path: Path) -> BinaryIO:
    """Opened to append, within its bound; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    keep_small(path)
    return path.open("ab")


def keep_small(path: Path, most_bytes: int = LARGEST_LOG_BYTES) -> bool:
    """Sets aside what has grown too large, over its forerunner; whether it had. Raises OSError.

    A child that writes goes on in the same file, now empty: lines of the very moment may be lost.
    """
    if not path.exists() or path.stat().st_size <= most_bytes:
        return False
    # Not renamed: the child holds the file open. It appends, so that after the cut it begins at the start.
    shutil.copyfile(path, path.with_suffix(".old.log"))
    with path.open("r+b") as log:
        log.truncate()
    return True
