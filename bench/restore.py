"""How long a backup and a restore take: ``python -m bench.restore [--turns 1000000]``, on SQLite."""

import argparse
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from bot.backup.making import make_backup
from bot.backup.restoring import restore
from bot.clock import utc_now
from bot.progress import say
from bot.storage.upgrade import upgrade

Result = TypeVar("Result")

# Half random letters, half meta as the program writes it; SQLite checks no foreign keys unless it is told to.
_ROWS = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO turns
(id, conversation_id, inbox_id, text, outcome, meta, provenance, latency_ms, created_at, joined)
SELECT i, i / 20, i, hex(randomblob(100)), 'answered', ?, '[]', 900, '2026-01-01 00:00:00.000000', '[]' FROM n
"""
_META = '{"intent": "ask_papers", "intent_confidence": 0.93, "procedure": {"code": "1.013831"}}'


def main() -> None:
    """Prints the sizes and the seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=1_000_000)
    with tempfile.TemporaryDirectory() as folder:
        _measure(Path(folder), parser.parse_args().turns)


def _measure(folder: Path, turns: int) -> None:
    data, new = folder / "data", folder / "new"
    url = f"sqlite:///{data / 'chidan.db'}"
    upgrade(url)
    fill(data / "chidan.db", turns)
    size = (data / "chidan.db").stat().st_size
    archive, backup = timed(lambda: make_backup(url, data, folder / "backups", utc_now()))
    target = f"sqlite:///{new / 'chidan.db'}"
    _, back = timed(lambda: restore(archive, target, new, replace=False))
    say(f"{turns} turns, database {size / 1e9:.2f} GB, archive {archive.stat().st_size / 1e9:.2f} GB")
    say(f"backup {backup:.1f} s, restore {back:.1f} s ({size / 1e9 / back * 600:.0f} GB in ten minutes)")


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What it gives, and the seconds that it took."""
    began = time.monotonic()
    return work(), time.monotonic() - began


def fill(database: Path, turns: int) -> None:
    """So many rows in the log of turns; only their size matters here."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(_ROWS, (turns, _META))


if __name__ == "__main__":
    main()
