"""The citizen's own case: what a message tells of it, and what is remembered of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from actions.turn import Turn
from bot.language.loosely import found_loosely
from bot.language.words import words, words_of_phrase
from procedures_kb.case import Case
from procedures_kb.model import Procedure
from procedures_kb.questions import Situation

# "…từ nhỏ. Người quen bán" does not name "nhờ người"; a comma may stand inside a name.
_CLAUSE_END = re.compile(r"[.;:?!\n]+")

_DENIALS = tuple(
    f" {no}{verb}" for no in ("khong", "ko", "hong", "hok", "chua") for verb in ("", " phai", " co", " muon")
)


def case_of(turn: Turn, procedure: Procedure) -> Case:
    """What the words or the tapped button tell, on top of what was told before of the same procedure."""
    case = _known(turn, procedure)
    code, _, told = turn.entities.get("case", "").partition("/")
    if code == procedure.code:
        case = case.with_tokens(told)
    named = named_situations(turn.text, procedure.situations)
    for question in procedure.questions:
        own = [situation for situation in named if situation in question.options]
        if len(own) == 1:  # two answers to one question decide nothing
            case = case.told(own[0].id)
    return case


def remembered(case: Case) -> str | None:
    """The value of the slot: it names the procedure too, so that it never leaks into another one."""
    return f"{case.procedure.code}/{case.tokens}" if case.answers else None


def named_situations(text: str, situations: Sequence[Situation]) -> tuple[Situation, ...]:
    """The situations whose name or alias stands in the text; a payload names none."""
    if text.startswith("/"):
        return ()
    found = {hit for clause in _CLAUSE_END.split(text) for hit in _hits(words(clause), situations)}
    # "tặng cho con" of one situation outweighs "tặng cho" of another that it contains.
    widest = [hit for hit in found if not any(hit.within(other) for other in found)]
    return tuple(one for one in situations if any(hit.situation == one.id for hit in widest))


@dataclass(frozen=True)
class _Hit:
    """A name of a situation in a clause."""

    situation: str
    clause: str
    start: int
    end: int

    def within(self, other: "_Hit") -> bool:
        same = self.clause == other.clause and other.start <= self.start and self.end <= other.end
        return same and (other.start, other.end) != (self.start, self.end)


def _hits(clause: str, situations: Iterable[Situation]) -> Iterator[_Hit]:
    """Those that are not denied: "không phải nhà thầu" names no contractor."""
    for situation in situations:
        for name in filter(None, map(words_of_phrase, (situation.name, *situation.aliases))):
            for start, end in found_loosely(name, clause):
                if not f" {clause[:start].rstrip()}".endswith(_DENIALS):
                    yield _Hit(situation.id, clause, start, end)


def _known(turn: Turn, procedure: Procedure) -> Case:
    code, _, tokens = (turn.known_situation or "").partition("/")
    # Somebody who names the procedure again may have another case in mind: ask him anew.
    asked_anew = "procedure" in turn.entities and not turn.text.startswith("/")
    case = Case(procedure)
    return case.with_tokens(tokens) if code == procedure.code and not asked_anew else case
