"""The names under which people know a province's communes and districts, and how such names are typed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.language.communes import Commune, OldCommune
from bot.language.fold import fold
from bot.language.tone import normalise_unicode, place_tones

_WORDS_FILE = Path(__file__).with_name("places.yml")
_WORD = re.compile(r"\w+")
_HOI_FOR_NGA = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")  # the South speaks one tone and writes either

DISTRICT, ELSEWHERE, PROVINCE = "district", "elsewhere", "province"


@dataclass(frozen=True)
class Reading:
    """One commune of today that a name may mean: by its own name, or by that of an old one in it."""

    commune: Commune
    old: OldCommune | None = None

    def lies_in(self, districts: Sequence[str]) -> bool:
        """Whether it lay, in whole or in part, in one of those districts."""
        parts = (self.old,) if self.old else self.commune.parts
        return any(part.district in districts for part in parts)


@dataclass(frozen=True)
class Name:
    """A name: its kind (xã, phường, district …), its words as they are written, and what it means."""

    kind: str
    words: tuple[str, ...]
    reading: Reading | None = None
    district: str = ""


@lru_cache(maxsize=1)
def wording() -> dict[str, Any]:
    """What stands before and after names; read from its file once."""
    return dict(yaml.safe_load(_WORDS_FILE.read_text(encoding="utf-8")))


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, tone marks in their usual place, without punctuation."""
    return _WORD.findall(place_tones(normalise_unicode(text)).lower())


def names_of(communes: Iterable[Commune]) -> Iterator[Name]:
    """Every name of the communes, their old ones and their districts, and what lies elsewhere."""
    districts: dict[str, None] = {}
    for commune in communes:
        for own in {commune.name, commune.formerly or commune.name}:
            yield Name(*_split(own), Reading(commune))
        for part in commune.parts:
            yield Name(*_split(part.name), Reading(commune, part))
            districts[part.district] = None
    for district in districts:
        yield Name(DISTRICT, _split(district)[1], district=district)
    for place in wording()[ELSEWHERE]:
        yield Name(ELSEWHERE, tuple(words_of(place)))


def _split(full: str) -> tuple[str, tuple[str, ...]]:
    """ "Thị trấn Tân Phú" as its kind and its words."""
    words = tuple(words_of(full))
    _, start = kind_at(tuple(map(fold, words)), 0)
    return " ".join(words[:start]), words[start:]


def kind_at(folded: tuple[str, ...], start: int) -> tuple[str | None, int]:
    """What the words from `start` on say of the name after them, and where that name begins."""
    kinds: dict[str, str] = wording()["kinds"]
    for length in (2, 1):
        kind = kinds.get(" ".join(folded[start : start + length]))
        if kind is not None:
            return kind, start + length
    return None, start


def suited(names: Iterable[Name], typed: list[str], kind: str | None) -> tuple[Name, ...]:
    """The names that may be meant; after a word for its kind one word of a name may be misspelt by a mark."""
    right = {name: sum(map(_same, typed, name.words)) for name in names}
    spelt = tuple(name for name in right if right[name] == len(typed))
    if kind is None:
        return spelt
    fitting = spelt or tuple(name for name in right if right[name] == len(typed) - 1)
    if kind in (DISTRICT, ELSEWHERE, PROVINCE):
        return tuple(name for name in fitting if name.kind in (kind, ELSEWHERE))
    communes = tuple(name for name in fitting if name.reading)
    return tuple(name for name in communes if name.kind == kind) or communes


def _same(typed: str, written: str) -> bool:
    return typed == fold(typed) == fold(written) or _tone_blind(typed) == _tone_blind(written)


def _tone_blind(word: str) -> str:
    return word.translate(_HOI_FOR_NGA)
