"""What a look finds, in the words that people read."""

from collections.abc import Sequence
from typing import Protocol

from bot.findings import Finding
from bot.health.words import Told, load_words, told_of


class Looks(Protocol):
    """A look of health."""

    async def look(self) -> Sequence[Finding]:
        """What it finds."""
        ...


async def told(one: Looks) -> list[Told]:
    """Every finding has its words, and facts for all of them."""
    return told_of(await one.look(), load_words())
