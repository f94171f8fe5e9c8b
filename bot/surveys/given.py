"""What is handed in at once, where it comes from, and whether a form takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.surveys.comments import kept
from bot.surveys.form_state import NO_ANSWER, FormOver, FormState, OutOfScale, Over
from bot.surveys.model import Mode


@dataclass(frozen=True)
class Given:
    """What is handed in at once: values by question, and words where something was written."""

    answers: Mapping[str, int]
    comment: str | None = None


@dataclass(frozen=True)
class From:
    """Where answers come from; ``may_change`` says that it is whoever gave those before."""

    mode: Mode
    device: str | None = None
    may_change: bool = True


def check(state: FormState, given: Given, source: From) -> None:
    """Raises FormOver or OutOfScale for what the form does not take."""
    if state.over is not None:
        raise FormOver(state.over)
    if state.is_begun and not source.may_change:
        raise FormOver(Over.ANSWERED)
    for code, value in given.answers.items():
        question = state.question(code)
        if question is None or value not in (NO_ANSWER, *(choice.value for choice in question.choices)):
            raise OutOfScale


def after_all(state: FormState, given: Given) -> FormState:
    """The form with it."""
    comment = state.comment if given.comment is None else kept(given.comment)
    return replace(state, answers={**state.answers, **given.answers}, comment=comment)
