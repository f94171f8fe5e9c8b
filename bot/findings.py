"""What is found to be wrong while all goes on: a name and facts, which health tells in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Finding:
    """Something that should be mended, by its name in ``bot/health/words.yml``.

    ``facts`` are what its sentences are filled with.
    """

    name: str
    facts: Mapping[str, object] = field(default_factory=dict)


class Finds(Protocol):
    """A part of the program that knows what is wrong with it."""

    def findings(self) -> Sequence[Finding]:
        """As things stand now; must return at once."""
        ...


def findings_of(parts: Iterable[Finds | None]) -> Sequence[Finding]:
    """Of all these parts, in their order; None is one that is switched off."""
    return [one for part in parts if part is not None for one in part.findings()]
