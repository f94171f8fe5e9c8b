"""The citizen's own case inside a procedure: the answers given, and which facts they leave standing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from procedures_kb.facts import SituationalItem
from procedures_kb.model import Procedure
from procedures_kb.questions import Question, Situation

Item = TypeVar("Item", bound=SituationalItem)

SKIPPED = "~"  # before the id of a question that was skipped, where a case is written down

# For each question that still decides on a fact: its situations in which the fact holds. All must be met.
Conditions = tuple[tuple[Situation, ...], ...]


@dataclass(frozen=True)
class Case:
    """Answers by question id: the id of a situation, or None for a question that was skipped."""

    procedure: Procedure
    answers: Mapping[str, str | None] = field(default_factory=dict)
    # An answer asks the same of the same facts some ten times over: by identity, each with its fact.
    _found: dict[int, tuple[SituationalItem, Conditions | None]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def told(self, situation: str) -> "Case":
        """The case with one more answer, unless earlier answers leave no room for it.

        What it presupposes ("thừa kế" for "có di chúc") counts as told.
        """
        question = self.procedure.question_of(situation)
        if question is None or not self.possible(question):
            return self
        case = replace(self, answers={**self.answers, question.id: situation})
        if len(question.after) == 1:
            case = case.told(question.after[0])
        arisen = {one.id for one in self.procedure.questions if case.possible(one)}
        return replace(case, answers={name: told for name, told in case.answers.items() if name in arisen})

    def skipped(self, question_id: str) -> "Case":
        """The case with that question left open by the citizen; unknown ids change nothing."""
        question = next((one for one in self.procedure.questions if one.id == question_id), None)
        if question is None:
            return self
        hanging = {one.id for one in self.procedure.questions if set(one.after) & set(question.ids)}
        kept = {name: told for name, told in self.answers.items() if name not in hanging}
        return replace(self, answers={**kept, question_id: None})

    def with_tokens(self, tokens: str) -> "Case":
        """The case with what a slot, a button or an address holds ("sale,~loan"), without unknown parts."""
        case = self
        for token in tokens.split(","):
            skips = token.startswith(SKIPPED)
            case = case.skipped(token.removeprefix(SKIPPED)) if skips else case.told(token)
        return case

    @property
    def tokens(self) -> str:
        """The case as `with_tokens` reads it; empty where nothing was told."""
        return ",".join(answer or f"{SKIPPED}{question}" for question, answer in self.answers.items())

    @property
    def situations(self) -> tuple[Situation, ...]:
        """The answers that count, in the order of the questions."""
        chosen = (self.possible(one) for one in self.procedure.questions if self.answers.get(one.id))
        return tuple(situation for found in chosen for situation in found)

    def telling(self, items: Iterable[SituationalItem]) -> tuple[Situation, ...]:
        """The answers that decide on one of these facts, and those that name the matter itself."""
        deciding = {one for item in items for one in item.situations}
        questions = (one for one in self.procedure.questions if one.named or deciding & set(one.ids))
        counting = {option for question in questions for option in question.options}
        return tuple(one for one in self.situations if one in counting)

    def possible(self, question: Question) -> tuple[Situation, ...]:
        """The answers that are still possible; none where the question does not arise."""
        if question.after and not self._parents(question):
            return ()
        answer = self.answers.get(question.id)
        return tuple(one for one in question.options if answer in (None, one.id))

    def conditions(self, item: SituationalItem) -> Conditions | None:
        """What must still be known for the fact to hold: () if it holds for sure, None if it does not."""
        if id(item) not in self._found:
            self._found[id(item)] = item, self._conditions(item)
        return self._found[id(item)][1]

    def _conditions(self, item: SituationalItem) -> Conditions | None:
        found: dict[str, tuple[Situation, ...]] = {}
        for question in self.procedure.questions:
            wanted = set(question.ids) & set(item.situations)
            if not wanted:
                continue
            if not any(one.id in wanted for one in self.possible(question)):
                return None
            for asked, held in self._open(question, wanted):
                found[asked.id] = tuple(one for one in held if one in found.get(asked.id, held))
        return tuple(found.values()) if all(found.values()) else None

    def applying(self, items: Iterable[Item]) -> tuple[Item, ...]:
        """The facts that hold in the case, or still may."""
        return tuple(item for item in items if self.conditions(item) is not None)

    def next_question(self, items: Iterable[SituationalItem]) -> Question | None:
        """The first question not yet answered or skipped on which one of these facts still depends."""
        deciding = {one.id for item in items for held in self.conditions(item) or () for one in held}
        for question in self.procedure.questions:
            arises = not question.after or self._arises_for_sure(question)
            if arises and question.id not in self.answers and deciding & set(question.ids):
                return question
        return None

    def _open(self, question: Question, wanted: set[str]) -> Iterator[tuple[Question, tuple[Situation, ...]]]:
        parent = self.procedure.question_of(question.after[0]) if question.after else None
        if parent is not None and not self._arises_for_sure(question):
            yield from self._open(parent, set(question.after))
        possible = self.possible(question)
        held = tuple(one for one in possible if one.id in wanted)
        if held != possible:
            yield question, held

    def _parents(self, question: Question) -> tuple[Situation, ...]:
        parent = self.procedure.question_of(question.after[0])
        possible = self.possible(parent) if parent else ()
        return tuple(one for one in possible if one.id in question.after)

    def _arises_for_sure(self, question: Question) -> bool:
        parent = self.procedure.question_of(question.after[0])
        return parent is not None and self._parents(question) == self.possible(parent)
