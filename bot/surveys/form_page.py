"""What the page of a survey shows, and what comes back from it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.surveys.comments import LONGEST_TAKEN
from bot.surveys.form_state import NO_ANSWER, FormState, OutOfScale
from bot.surveys.given import Given
from bot.surveys.instrument import Choice, Question

COMMENT = "comment"


@dataclass(frozen=True)
class Asked:
    """A question with its number, its choices and the one that was chosen."""

    number: int
    question: Question
    text: str
    choices: Sequence[Choice]
    chosen: int | None


@dataclass(frozen=True)
class FormPage:
    """The whole form; `comment` is what was written before."""

    asked: Sequence[Asked]
    comment: str = field(default="", repr=False)
    was_answered: bool = False


def form_page(state: FormState, wording: str = "page") -> FormPage:
    """All questions in their order, worded for that use."""
    asked = [
        Asked(number, one, one.wording[wording], _choices(one), state.answers.get(one.code))
        for number, one in enumerate(state.questions, 1)
    ]
    return FormPage(asked, state.comment, bool(state.answers or state.comment))


def read_form(form: Mapping[str, object], state: FormState) -> Given:
    """What was filled in; raises OutOfScale for a value that is no number, or a question that is not asked.

    A question left open is not answered, and one that was answered before stays.
    """
    codes = {question.code for question in state.questions}
    fields = {str(name): str(value) for name, value in form.items()}
    strange = {name for name in fields if name[:1] == "Q"} - codes
    if strange:
        raise OutOfScale
    answers = {code: _value(fields[code]) for code in codes if fields.get(code)}
    comment = fields.get(COMMENT, "")[: LONGEST_TAKEN + 1]
    changed = comment.strip() != state.comment
    return Given(answers, comment if changed else None)


def filled_in(state: FormState, given: Given) -> FormState:
    """The form as it was sent, to be shown again where it could not be kept."""
    comment = state.comment if given.comment is None else given.comment
    return replace(state, answers={**state.answers, **given.answers}, comment=comment)


def new_form_id() -> str:
    """For a ticket; says nothing of the survey that it came from."""
    return secrets.token_hex(8)


def _choices(question: Question) -> Sequence[Choice]:
    return [choice for choice in question.choices if choice.value != NO_ANSWER]


def _value(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 3):
        raise OutOfScale
    return int(text)
