"""Which papers some words name, as citizens and officers write of them (``papers.yml``)."""

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from bot.language.fold import fold

FILE = Path(__file__).with_name("papers.yml")


class _Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    names: list[str]


class Papers:
    """Finds papers by their names, with and without marks; of overlapping names the longest counts."""

    def __init__(self, papers: Mapping[str, _Paper]) -> None:
        """Names that two papers share would be a mistake in the file; the first one gets them."""
        self._titles = {key: paper.title for key, paper in papers.items()}
        self._keys: dict[str, str] = {}
        for key, paper in papers.items():
            for name in paper.names:
                self._keys.setdefault(fold(name), key)
        names = sorted(self._keys, key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")

    def named(self, text: str) -> frozenset[str]:
        """The keys of all papers that the words name."""
        return frozenset(self._keys[found] for found in self._names.findall(fold(text)))

    def title(self, key: str) -> str:
        """What it is called; a paper that is not known by its key."""
        return self._titles.get(key, key)


def load_papers(path: Path = FILE) -> Papers:
    """Reads the file; msgspec.DecodeError where it is broken."""
    return Papers(msgspec.yaml.decode(path.read_bytes(), type=dict[str, _Paper]))
