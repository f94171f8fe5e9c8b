"""The citizen's own case inside a procedure: which one a message names, and what holds in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from actions.turn import Turn
from bot.language.fold import fold
from procedures_kb.model import Procedure, Situation, SituationalItem

Item = TypeVar("Item", bound=SituationalItem)

MANY_SITUATIONS = 5  # from here on, telling every case apart is a wall of text
MAIN_SITUATIONS = 3  # records list the most usual cases first


@dataclass(frozen=True)
class Branch(Generic[Item]):
    """Facts that hold in the named situations only; `others` are those of the view that are not named."""

    names: tuple[str, ...]
    others: tuple[str, ...]
    facts: tuple[Item, ...]
    usual: bool  # the most usual situation of the view is among those named


@dataclass(frozen=True)
class View:
    """The situations that an answer speaks of: the citizen's own one, or those still possible."""

    procedure: Procedure
    shown: tuple[Situation, ...]

    def common(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The facts that hold in every situation shown."""
        return tuple(item for item in items if self._held_in(item) is None)

    def branches(self, items: Iterable[Item]) -> tuple[Branch[Item], ...]:
        """The facts that hold in some of the situations shown, together where the situations are the same."""
        groups: dict[tuple[Situation, ...], list[Item]] = {}
        for item in items:
            held = self._held_in(item)
            if held:
                groups.setdefault(held, []).append(item)
        return tuple(self._branch(held, facts) for held, facts in groups.items())

    def each(self, items: Iterable[Item]) -> tuple[Branch[Item], ...]:
        """The same facts told per situation, so that each situation is named once and has its whole list."""
        depending = [item for item in items if self._held_in(item) is not None]
        groups: dict[tuple[Item, ...], list[Situation]] = {}
        for situation in self.shown:
            facts = tuple(item for item in depending if item.applies_to(situation.id))
            if facts:
                groups.setdefault(facts, []).append(situation)
        return tuple(self._branch(held, facts) for facts, held in groups.items())

    @property
    def left_out(self) -> tuple[str, ...]:
        """Names of the situations that this view does not speak of, unless the citizen has named his own."""
        if len(self.shown) == 1:
            return ()
        return _names(item for item in self.procedure.situations if item not in self.shown)

    def _held_in(self, item: SituationalItem) -> tuple[Situation, ...] | None:
        """The shown situations that the fact holds in; None for all of them."""
        held = tuple(situation for situation in self.shown if item.applies_to(situation.id))
        return None if not item.situations or (held and held == self.shown) else held

    def _branch(self, held: Sequence[Situation], facts: Iterable[Item]) -> Branch[Item]:
        others = (situation for situation in self.shown if situation not in held)
        return Branch(_names(held), _names(others), tuple(facts), usual=self.shown[0] in held)


def whole_view(procedure: Procedure, situation: Situation | None) -> View:
    """The named situation, or all of them."""
    return View(procedure, (situation,) if situation else procedure.situations)


def main_view(procedure: Procedure, situation: Situation | None) -> View:
    """The named situation, or the most usual ones where all would be too many to read."""
    view = whole_view(procedure, situation)
    many = len(view.shown) >= MANY_SITUATIONS
    return View(procedure, view.shown[:MAIN_SITUATIONS]) if many else view


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


def _names(found: Iterable[Situation]) -> tuple[str, ...]:
    return tuple(situation.name for situation in found)


def _words(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())
