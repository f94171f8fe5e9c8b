"""Offices where dossiers are handed in: address, hours, phone, and how all that is known."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote_plus

import msgspec

from procedures_kb.model import Listing

_WORDS_FILE = Path(__file__).with_name("offices.yml")
_MAP_SEARCH = "https://www.google.com/maps/search/?api=1&query="

OfficeKind = Literal["commune", "province", "land"]


class Office(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One office as its source describes it on that day; `communes`: codes of those that it serves."""

    name: str
    kind: OfficeKind
    address: str
    source: str
    verified_on: date
    hours: str = ""
    phone: str = ""
    source_url: str = ""
    map_url: str = ""
    communes: tuple[str, ...] = ()

    @property
    def map_link(self) -> str:
        """Where a map shows it: the given address, or a search for it."""
        return self.map_url or map_search(self.address)


class Takers(msgspec.Struct, frozen=True):
    """Which kinds of office take a dossier, and whether it must be those of the site."""

    kinds: frozenset[OfficeKind]
    at_site: bool

    def known(self, offices: Iterable[Office], commune: str = "") -> tuple[Office, ...]:
        """Those of the offices that take it, of the communes only that one's."""
        return tuple(
            office
            for office in offices
            if office.kind in self.kinds and (office.kind != "commune" or commune in office.communes)
        )


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    commune: tuple[str, ...]
    province: tuple[str, ...]
    land: tuple[str, ...]
    few: tuple[str, ...]
    site: tuple[str, ...]


def map_search(query: str) -> str:
    """The address of a map search for those words, in letters that every app takes for part of a link."""
    return _MAP_SEARCH + quote_plus(query)


def takers(place: Listing) -> Takers:
    """Which offices the record's place speaks of; those that it describes itself are left to its words."""
    kinds = frozenset(kind for item in place.items for kind in _kinds_in(item))
    return Takers(kinds, any(_has(item, _words().site) for item in place.items))


def other_ways(place: Listing) -> tuple[str, ...]:
    """What the record's place says beside offices: online, by post."""
    words = _words()
    offices = (*words.commune, *words.province, *words.land)
    return tuple(item for item in place.items if not _has(item, offices))


def _kinds_in(item: str) -> Iterator[OfficeKind]:
    words = _words()
    few = _has(item, words.few)
    if _has(item, words.province):
        yield "province"
    if _has(item, words.commune) and not few:
        yield "commune"
    if _has(item, words.land) and not few:
        yield "land"


def _has(item: str, marks: tuple[str, ...]) -> bool:
    return any(mark in item for mark in marks)


@lru_cache(maxsize=1)
def _words() -> _Words:
    return msgspec.yaml.decode(_WORDS_FILE.read_bytes(), type=_Words)
