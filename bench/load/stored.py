"""What a turn takes on the disk with all that belongs to it, indexes included."""

import tempfile
from pathlib import Path

from bench.load.log_rows import fill, stored_bytes
from bench.load.system import database, known_databases
from bot.progress import say

TURNS = 100_000


def measure(turns: int = TURNS) -> dict[str, float]:
    """Bytes by database: what a migrated one grows by with so many turns."""
    return {kind: _each(kind, turns) for kind in known_databases()}


def _each(kind: str, turns: int) -> float:
    with (
        tempfile.TemporaryDirectory(prefix="chidan-load-") as folder,
        database(kind, Path(folder), durable=False) as url,
    ):
        empty = stored_bytes(url)
        fill(url, turns)
        each = (stored_bytes(url) - empty) / turns
    say(f"  {kind}: {each:.0f} bytes a turn")
    return each
