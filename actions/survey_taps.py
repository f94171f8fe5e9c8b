"""The buttons of a survey: what each means, and of which invitation."""

from dataclasses import dataclass

from actions import payloads
from actions.answer import Button
from actions.turn import Turn
from bot.surveys.form_state import NO_ANSWER

ANSWER, GO_ON, COMMENT = "survey_answer", "survey_go_on", "survey_comment"
STOP, OPT_OUT = "survey_stop", "survey_opt_out"
SURVEY = (ANSWER, GO_ON, COMMENT, STOP, OPT_OUT)

WAITED_FOR = "words"  # what a "stop" carries that stands under the request for a comment


@dataclass(frozen=True)
class Said:
    """A question by its code, and the value chosen; 0 is no answer."""

    question: str
    value: int


def answer(token: str, question: str, value: int, title: str) -> Button:
    """One of the choices of that question."""
    return Button(title, payloads.payload(ANSWER, survey=token, said=f"{question}.{value}"))


def skip(token: str, question: str, title: str) -> Button:
    """No answer to that question."""
    return answer(token, question, NO_ANSWER, title)


def of(intent: str, token: str, title: str, **entities: str) -> Button:
    """The button that means this of that survey."""
    return Button(title, payloads.payload(intent, survey=token, **entities))


def said(turn: Turn) -> Said | None:
    """What a tapped answer says; None for one that no button of ours carries."""
    question, _, value = turn.entities.get("said", "").partition(".")
    short = value.isascii() and value.isdecimal() and len(value) <= 2
    return Said(question, int(value)) if question and short else None


def open_question(turn: Turn) -> tuple[str, str] | None:
    """Token and question of the survey's question that was shown last, if that is what was shown last."""
    for button in turn.offered:
        intent, entities = payloads.parse(button.payload) or ("", {})
        if intent == ANSWER:
            return entities["survey"], entities["said"].partition(".")[0]
    return None


def awaited_comment(turn: Turn) -> str | None:
    """Token of the survey whose comment was asked for last."""
    for button in turn.offered:
        intent, entities = payloads.parse(button.payload) or ("", {})
        if intent == STOP and entities.get("said") == WAITED_FOR:
            return entities["survey"]
    return None
