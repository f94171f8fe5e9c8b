"""Which is you? The questions that tell a citizen's case from the others of a procedure."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated

from msgspec import Meta

from procedures_kb.facts import Strict
from procedures_kb.fields import ButtonTitle, ShortText, SituationId, Text


class Situation(Strict, frozen=True, kw_only=True):
    """One answer to a question: the citizen's own case; papers, fees and times refer to its id."""

    id: SituationId
    name: ButtonTitle
    aliases: tuple[ShortText, ...] = ()


class Question(Strict, frozen=True, kw_only=True, dict=True):
    """One question with its possible answers, the most usual one first.

    It arises only after one of the situations in `after`, all answers to one earlier question. A question
    that is answered by yes or no (`yes_no`) has two options, the yes first. The options of a question on the
    kind of matter (`named`) are also what citizens call the procedure.
    """

    id: SituationId
    ask: Text
    options: Annotated[tuple[Situation, ...], Meta(min_length=2, max_length=12)]
    after: tuple[SituationId, ...] = ()
    yes_no: bool = False
    named: bool = False

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of its options, in their order."""
        return tuple(option.id for option in self.options)


Faults = Iterator[tuple[tuple[str | int, ...], str]]


def faults_of_questions(questions: tuple[Question, ...]) -> Faults:
    """What is wrong with the questions of one procedure; each fault with its place in the record."""
    owners: dict[str, str] = {}
    taken: dict[str, set[str]] = {"question": set(), "id": set(), "name": set()}
    for index, question in enumerate(questions):
        place = ("questions", index)
        yield from _twice(question.id, taken["question"], (*place, "id"))
        yield from (((*place, "after"), reason) for reason in _faults_of_after(question, owners))
        if question.yes_no and len(question.options) != 2:
            yield (*place, "options"), "a question for yes or no has two options"
        for number, option in enumerate(question.options):
            yield from _twice(option.id, taken["id"], (*place, "options", number, "id"))
            yield from _twice(option.name, taken["name"], (*place, "options", number, "name"))
        owners |= dict.fromkeys(question.ids, question.id)


def _faults_of_after(question: Question, owners: dict[str, str]) -> Iterable[str]:
    """Earlier situations only, so that no cycle can be written."""
    for situation in question.after:
        if situation not in owners:
            yield f"{situation!r} is no answer to an earlier question"
    if len({owners[one] for one in question.after if one in owners}) > 1:
        yield "the situations belong to more than one question"


def _twice(value: str, taken: set[str], place: tuple[str | int, ...]) -> Faults:
    if value.casefold() in taken:
        yield place, f"{value.casefold()!r} stands twice"
    taken.add(value.casefold())
