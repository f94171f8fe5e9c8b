"""The communes of one province as they are today, and the old ones that each was made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

COMMUNES_DIR = Path(__file__).parent / "communes"


@dataclass(frozen=True)
class OldCommune:
    """A commune as it was called before the districts ended on 01/07/2025."""

    name: str
    district: str


@dataclass(frozen=True)
class Commune:
    """A commune of today, with the code of the statistics office; `formerly`: its name in between."""

    code: str
    name: str
    parts: tuple[OldCommune, ...]
    formerly: str | None = None


def load_communes(province: str) -> tuple[Commune, ...]:
    """The communes in the file of that name; raises OSError where there is none."""
    read = yaml.safe_load((COMMUNES_DIR / f"{province}.yml").read_text(encoding="utf-8"))
    return tuple(_commune(**one) for one in read["communes"])


def _commune(code: str, name: str, formerly: str | None = None, **old: dict[str, list[str]]) -> Commune:
    return Commune(code, name, tuple(_parts(old["from"])), formerly)


def _parts(old: dict[str, list[str]]) -> Iterator[OldCommune]:
    for district, names in old.items():
        for name in names:
            yield OldCommune(name, district)
