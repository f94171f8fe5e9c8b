"""Which of the citizen's own cases a message names, and what holds in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from actions.turn import Turn
from bot.language.fold import fold
from procedures_kb.model import Procedure, Situation, SituationalItem

Item = TypeVar("Item", bound=SituationalItem)


@dataclass(frozen=True)
class Branch(Generic[Item]):
    """Facts that hold only in the situations that the title names."""

    title: str
    facts: tuple[Item, ...]


def situation_of(turn: Turn, procedure: Procedure) -> Situation | None:
    """The situation in the words, else the remembered one of the same procedure."""
    named = named_situation(turn.text, procedure)
    if named is not None:
        return named
    code, _, situation_id = (turn.known_situation or "").partition("/")
    asked_anew = "procedure" in turn.entities and not turn.text.startswith("/")
    # Somebody who names the procedure again may have another case in mind: show all of them.
    return procedure.situation(situation_id) if code == procedure.code and not asked_anew else None


def named_situation(text: str, procedure: Procedure) -> Situation | None:
    """The only situation whose name or alias stands in the text; two of them decide nothing."""
    padded = f" {_words(text)} "
    found = [
        (alias, situation)
        for situation in procedure.situations
        for alias in map(_words, (situation.name, *situation.aliases))
        if alias and f" {alias} " in padded
    ]
    # "tặng cho con" of one situation outweighs "tặng cho" of another that it contains.
    widest = [hit for hit in found if not any(hit[0] != other[0] and hit[0] in other[0] for other in found)]
    ids = {situation.id for _, situation in widest}
    return widest[0][1] if len(ids) == 1 else None


def remembered(procedure: Procedure, situation: Situation | None) -> str | None:
    """The value of the slot: it names the procedure too, so that it never leaks into another one."""
    return f"{procedure.code}/{situation.id}" if situation else None


def common_facts(items: Iterable[Item], situation: Situation | None) -> tuple[Item, ...]:
    """The facts that hold for sure: in that situation, or in every one when none is known."""
    if situation is not None:
        return tuple(item for item in items if item.applies_to(situation.id))
    return tuple(item for item in items if not item.situations)


def branches(
    items: Sequence[Item], procedure: Procedure, situation: Situation | None
) -> tuple[Branch[Item], ...]:
    """The facts that depend on the situation, under the names of the situations; none once it is known."""
    if situation is not None:
        return ()
    groups: dict[tuple[str, ...], list[Item]] = {}
    for item in items:
        if item.situations:
            groups.setdefault(item.situations, []).append(item)
    return tuple(Branch(_title(ids, procedure), tuple(group)) for ids, group in groups.items())


def _title(ids: tuple[str, ...], procedure: Procedure) -> str:
    names = [found.name for found in map(procedure.situation, ids) if found is not None]
    return ", ".join(names[:1] + [name[:1].lower() + name[1:] for name in names[1:]])


def _words(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())
