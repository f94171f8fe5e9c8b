"""The citizen's own case: what a message tells of it, and what is remembered of it."""

import re
from collections.abc import Iterable

from actions.turn import Turn
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


def named_situations(text: str, situations: Iterable[Situation]) -> tuple[Situation, ...]:
    """The situations whose name or alias stands in the text; a payload names none."""
    if text.startswith("/"):
        return ()
    clauses = [f" {words(clause)} " for clause in _CLAUSE_END.split(text)]
    found = [
        (alias, situation)
        for situation in situations
        for alias in map(words_of_phrase, (situation.name, *situation.aliases))
        if alias and any(_says(alias, clause) for clause in clauses)
    ]
    # "tặng cho con" of one situation outweighs "tặng cho" of another that it contains.
    widest = [hit for hit in found if not any(hit[0] != other[0] and hit[0] in other[0] for other in found)]
    return tuple({situation.id: situation for _, situation in widest}.values())


def _says(alias: str, clause: str) -> bool:
    """Whether the clause has the words, and does not deny them: "không phải nhà thầu" names no contractor."""
    before, found, _ = clause.partition(f" {alias} ")
    return bool(found) and not f" {before}".endswith(_DENIALS)


def _known(turn: Turn, procedure: Procedure) -> Case:
    code, _, tokens = (turn.known_situation or "").partition("/")
    # Somebody who names the procedure again may have another case in mind: ask him anew.
    asked_anew = "procedure" in turn.entities and not turn.text.startswith("/")
    case = Case(procedure)
    return case.with_tokens(tokens) if code == procedure.code and not asked_anew else case
