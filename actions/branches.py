"""How facts are told that depend on the citizen's case, as far as it is still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic

from procedures_kb.case import Case, Conditions, Item
from procedures_kb.model import SituationalItem
from procedures_kb.questions import Question, Situation

MANY_SITUATIONS = 5  # from here on, telling every case apart is a wall of text
MAIN_SITUATIONS = 3  # records list the most usual cases first


@dataclass(frozen=True)
class Condition:
    """Answers to one question, any of which will do; `others` are those that will not."""

    names: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Branch(Generic[Item]):
    """Facts that hold where every condition is met."""

    conditions: tuple[Condition, ...]
    facts: tuple[Item, ...]
    usual: bool  # the most usual answer is among those of each condition


@dataclass(frozen=True)
class View:
    """What an answer tells of a case: all of its open branches, or only the most usual ones (`main`)."""

    case: Case
    main: bool = False

    def common(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The facts that hold whatever the citizen's open answers may be."""
        return tuple(item for item in items if self._held(item) == ())

    def branches(self, items: Iterable[Item]) -> tuple[Branch[Item], ...]:
        """The facts that are still open, together where they depend on the same answers."""
        groups: dict[Conditions, list[Item]] = {}
        for item in items:
            held = self._held(item)
            if held:
                groups.setdefault(held, []).append(item)
        return tuple(self._branch(held, facts) for held, facts in groups.items())

    def each(self, items: Iterable[Item]) -> tuple[Branch[Item], ...]:
        """The same facts told per answer, so that each answer is named once and has its whole list."""
        depending = [item for item in items if self._held(item)]
        told: list[Branch[Item]] = []
        for question in self.case.procedure.questions:
            own = [item for item in depending if self._decided_by(question, item)]
            told += self._each_of(question, own)
            depending = [item for item in depending if item not in own]
        return (*told, *self.branches(depending))

    @property
    def left_out(self) -> tuple[str, ...]:
        """Names of the situations that this view does not speak of although they are possible."""
        possible = (one for question in self.case.procedure.questions for one in self.case.possible(question))
        return tuple(one.name for one in possible if one not in self._shown)

    @cached_property
    def _shown(self) -> frozenset[Situation]:
        shown: list[Situation] = []
        for question in self.case.procedure.questions:
            possible = self.case.possible(question)
            many = self.main and len(possible) >= MANY_SITUATIONS
            shown += possible[:MAIN_SITUATIONS] if many else possible
        return frozenset(shown)

    def _held(self, item: SituationalItem) -> Conditions | None:
        """The open conditions of the fact within what is shown; None where it does not hold there."""
        conditions = self.case.conditions(item)
        if conditions is None:
            return None
        shown = tuple(tuple(one for one in held if one in self._shown) for held in conditions)
        if not all(shown):
            return None
        return tuple(held for held in shown if self._others(held))

    def _decided_by(self, question: Question, item: SituationalItem) -> bool:
        held = self._held(item) or ()
        return len(held) == 1 and held[0][0] in question.options

    def _each_of(self, question: Question, items: list[Item]) -> list[Branch[Item]]:
        groups: dict[tuple[Item, ...], list[Situation]] = {}
        for situation in (one for one in question.options if one in self._shown):
            facts = tuple(item for item in items if situation in (self._held(item) or ((),))[0])
            if facts:
                groups.setdefault(facts, []).append(situation)
        return [self._branch((tuple(held),), facts) for facts, held in groups.items()]

    def _branch(self, held: Conditions, facts: Iterable[Item]) -> Branch[Item]:
        conditions = tuple(Condition(_names(one), _names(self._others(one))) for one in held)
        usual = all(self._question(one).options[0] in one for one in held)
        return Branch(conditions, tuple(facts), usual)

    def _others(self, held: tuple[Situation, ...]) -> tuple[Situation, ...]:
        possible = self.case.possible(self._question(held))
        return tuple(one for one in possible if one in self._shown and one not in held)

    def _question(self, held: tuple[Situation, ...]) -> Question:
        return next(one for one in self.case.procedure.questions if held[0] in one.options)


def _names(found: Iterable[Situation]) -> tuple[str, ...]:
    return tuple(situation.name for situation in found)
