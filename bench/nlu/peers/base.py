"""What a peer is: something that ranks the procedures for a message."""

from collections.abc import Sequence
from typing import Protocol

Ranking = Sequence[tuple[str, float]]
"""Codes with their scores, best first; only confidences can be compared between peers."""
LONGEST = 5


class Peer(Protocol):
    """Built once, then asked message by message."""

    def rank(self, text: str) -> Ranking:
        """At most LONGEST procedures."""
        ...
