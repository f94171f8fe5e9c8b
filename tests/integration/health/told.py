"""What a look finds, in the words that people read."""

from collections.abc import Sequence
from typing import Protocol

from bot.health.findings import Finding, Told, load_words


class Looks(Protocol):
    """A look of health."""

    async def look(self) -> Sequence[Finding]:
        """What it finds."""
        ...


async def told(one: Looks) -> list[Told]:
    """Every finding has its words, and facts for all of them."""
    words = load_words()
    return [words[found.name].about(found) for found in await one.look()]
