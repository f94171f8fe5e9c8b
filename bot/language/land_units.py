"""The units of land: what they are called and how many m² each has, by region where that differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.language.counts import Token, tokens, word

_TABLE_FILE = Path(__file__).with_name("areas.yml")


@dataclass(frozen=True)
class Unit:
    """One unit as it was understood: its name, its size in m², and whether its region was only assumed."""

    name: str
    size: int
    assumed: bool = False

    @property
    def kind(self) -> str:
        """What kinds of one unit have in common: a "công tầm lớn" is a công."""
        return self.name.split()[0]


@dataclass(frozen=True)
class _Name:
    """One way to say a unit, with its sizes by region; a unit of one size has it under ""."""

    words: tuple[str, ...]
    unit: str
    sizes: tuple[tuple[str, int], ...]


@lru_cache(maxsize=1)
def unit_table() -> dict[str, Any]:
    """The words and sizes of `areas.yml`; read from its file once."""
    table: dict[str, Any] = yaml.safe_load(_TABLE_FILE.read_text(encoding="utf-8"))
    return table


def read_unit(words: Sequence[Token], at: int) -> tuple[Unit, int] | None:
    """The unit that stands there and the index after it, its region included if one is named."""
    name = next((one for one in _names() if _stands(words, at, one.words)), None)
    if name is None:
        return None
    after, sizes = at + len(name.words), dict(name.sizes)
    if word(words, after) in unit_table()["other_words"].get(name.unit, ()):
        return None
    if "" in sizes:
        return Unit(name.unit, sizes[""]), after
    region, after = _region(words, after)
    return Unit(name.unit, sizes[region or unit_table()["region"]], assumed=region is None), after


@lru_cache(maxsize=1)
def _names() -> tuple[_Name, ...]:
    """The longest first, so that "công tầm lớn" is no "công"."""
    names = [
        _Name(_words(said), unit["name"], tuple(unit.get("sizes", {"": unit.get("size")}).items()))
        for unit in unit_table()["units"]
        for said in unit["said"]
    ]
    return tuple(sorted(names, key=lambda name: len(name.words), reverse=True))


def _region(words: Sequence[Token], at: int) -> tuple[str | None, int]:
    regions = unit_table()["regions"].items()
    named = ((region, _words(said)) for region, all_said in regions for said in all_said)
    found = next(((region, said) for region, said in named if _stands(words, at, said)), None)
    return (found[0], at + len(found[1])) if found else (None, at)


def _stands(words: Sequence[Token], at: int, said: tuple[str, ...]) -> bool:
    return tuple(one.text for one in words[at : at + len(said)]) == said


def _words(said: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(said))
