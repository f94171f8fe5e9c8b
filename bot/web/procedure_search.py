"""Finds procedures by what people call them, with or without diacritics."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.language.fold import fold
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import Procedure

WORST_SCORE = 62.0
_NOT_A_WORD = re.compile(r"[^\w.]+")


@dataclass(frozen=True)
class Found:
    """One procedure and how well it fits, 0 to 100."""

    procedure: Procedure
    score: float


class ProcedureIndex:
    """The names of every procedure, folded once, and again when the base has changed."""

    def __init__(self, knowledge_base: KnowledgeBase) -> None:
        self._kb = knowledge_base
        self._folded_of: tuple[Procedure, ...] | None = None
        self._folded: list[tuple[Procedure, tuple[str, ...]]] = []

    def search(self, query: str, limit: int = 20) -> list[Found]:
        """The best ``limit`` procedures, best first; in the order of the base for an empty query."""
        wanted = _plain(query)
        if not wanted:
            return [Found(procedure, 0.0) for procedure, _ in self._names()[:limit]]
        found = [Found(procedure, _score(wanted, names)) for procedure, names in self._names()]
        good = [one for one in found if one.score >= WORST_SCORE]
        return sorted(good, key=_rank)[:limit]

    def _names(self) -> list[tuple[Procedure, tuple[str, ...]]]:
        if self._folded_of is not self._kb.procedures:
            known = (*self._kb.procedures, *self._kb.ministry)
            self._folded = [(procedure, _names_of(procedure)) for procedure in known]
            self._folded_of = self._kb.procedures
        return self._folded


def _rank(found: Found) -> tuple[float, bool, str]:
    return -found.score, found.procedure.level == "ministry", found.procedure.code


def _names_of(procedure: Procedure) -> tuple[str, ...]:
    names = (procedure.code, procedure.name, procedure.plain_name, *procedure.aliases)
    return tuple(dict.fromkeys(_plain(name) for name in names))


def _plain(text: str) -> str:
    return _NOT_A_WORD.sub(" ", fold(text)).strip()


def _score(wanted: str, names: tuple[str, ...]) -> float:
    return max(_likeness(wanted, name) for name in names)


def _likeness(wanted: str, name: str) -> float:
    """The whole name counts most, then a name that holds all the words, then likeness for the misspelt."""
    if wanted == name:
        return 100.0
    words_held, words_alike = fuzz.token_set_ratio(wanted, name), fuzz.token_sort_ratio(wanted, name)
    return round(0.6 * words_held + 0.38 * words_alike, 1)
