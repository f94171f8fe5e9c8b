"""What a piece of advice hangs on: fields, procedures, situations, papers and fees of the citizen's case."""

import re
from collections.abc import Iterable

from procedures_kb.case import Case
from procedures_kb.facts import Paper, Strict
from procedures_kb.fields import Code, ShortText, SituationId

LONG_NAME = 60  # of a paper that is named beside a question on it


class Tie(Strict, frozen=True, kw_only=True):
    """Everything that is given here must hold for the case, one of each list.

    `papers` and `fees` are words in the names of papers and amounts. `forms` are papers with a form number,
    `copies_only` those of which no original is handed in. `online` is filing through the portal.
    """

    fields: tuple[ShortText, ...] = ()
    procedures: tuple[Code, ...] = ()
    situations: tuple[SituationId, ...] = ()
    papers: tuple[ShortText, ...] = ()
    forms: bool = False
    copies_only: bool = False
    fees: tuple[ShortText, ...] = ()
    online: bool = False
    place: bool = False

    def holds(self, case: Case) -> bool:
        """True where all of it is so in the case, or still may be."""
        procedure = case.procedure
        return (
            (not self.fields or procedure.field in self.fields)
            and (not self.procedures or procedure.code in self.procedures)
            and (not self.situations or self._possible(case))
            and (not self._on_papers or bool(self._papers_of(case)))
            and (not self.fees or self._costs(case))
            and (not self.online or bool(procedure.online and procedure.online.accepts_online))
            and (not self.place or procedure.place is not None)
        )

    def about(self, case: Case) -> tuple[str, ...]:
        """What of the case it hangs on: papers by short names, in the record's order; the usual place."""
        place = case.procedure.place
        named = [short_name(paper.name) for paper in self._papers_of(case)]
        return (*named, *(place.items[:1] if place and self.place else ()))

    def _papers_of(self, case: Case) -> tuple[Paper, ...]:
        if not self._on_papers or case.procedure.papers is None:
            return ()
        held = case.applying(case.procedure.papers.items)
        return tuple(paper for paper in held if self._means(paper))

    @property
    def _on_papers(self) -> bool:
        return bool(self.papers or self.forms or self.copies_only)

    def _means(self, paper: Paper) -> bool:
        return (
            (not self.papers or _has_words(paper.name, self.papers))
            and (not self.forms or paper.form is not None)
            and (not self.copies_only or (paper.original == 0 and paper.copies > 0))
        )

    def _possible(self, case: Case) -> bool:
        possible = (one.id for question in case.procedure.questions for one in case.possible(question))
        return any(one in self.situations for one in possible)

    def _costs(self, case: Case) -> bool:
        fees = case.procedure.fee.items if case.procedure.fee else ()
        return any(_has_words(fee.name, self.fees) for fee in case.applying(fees))


def short_name(name: str) -> str:
    """A paper's name without what stands in brackets and without its case; a long one is cut off."""
    bare = re.sub(r"\s*\([^()]*\)", "", name)
    bare = re.split(", khi |, nếu |, trừ ", bare)[0]
    return bare if len(bare) <= LONG_NAME else f"{bare[:LONG_NAME].rsplit(' ', 1)[0].rstrip(',;:')}…"


def _has_words(name: str, words: Iterable[str]) -> bool:
    return any(word in name for word in words)
