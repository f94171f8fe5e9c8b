"""Whether two tables hold the same rows, in whatever order each is read."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec


@dataclass
class RowSum:
    """How many rows were added, and the sum of their SHA-256; equal sums: the same rows."""

    rows: int = 0
    digest: int = 0

    def add(self, rows: Iterable[Iterable[Any]]) -> None:
        """Values as Python has them: a moment in UTC, JSON as lists and dicts, whose keys have no order."""
        for row in rows:
            written = msgspec.json.encode(list(row), order="deterministic")
            self.rows += 1
            self.digest += int.from_bytes(hashlib.sha256(written).digest())
