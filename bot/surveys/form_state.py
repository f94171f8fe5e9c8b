"""How far somebody is with a survey, and why nothing is taken any more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.surveys.instrument import Instrument, Kind, Question

SHORT = "short"
NO_ANSWER = 0


class Over(StrEnum):
    """Why a form takes no answers."""

    UNKNOWN = "unknown"  # no such invitation, or not this person's
    EXPIRED = "expired"
    OPTED_OUT = "opted_out"
    DROPPED = "dropped"  # the invitation was taken back
    ANSWERED = "answered"  # by somebody else, or from another device


class FormOver(Exception):
    """Nothing was changed; ``why`` says what stands in the way."""

    def __init__(self, why: Over) -> None:
        """For that reason."""
        super().__init__(why.value)
        self.why = why


class OutOfScale(Exception):
    """The form has no such question, or the question no such answer; nothing was changed."""


@dataclass(frozen=True)
class FormState:
    """One invitation's form and what was answered so far, by question; 0 is "no answer".

    `comment` is the one that was written, as it is kept.
    """

    instrument: Instrument
    form: str
    subject: str
    answers: Mapping[str, int] = field(default_factory=dict, repr=False)
    comment: str = field(default="", repr=False)
    over: Over | None = None

    @property
    def is_begun(self) -> bool:
        """Whether anything was answered or written."""
        return bool(self.answers or self.comment)

    @property
    def questions(self) -> Sequence[Question]:
        """Those with choices, in the order of the form."""
        by_code = {question.code: question for question in self.instrument.questions}
        asked = (by_code[code] for code in self.instrument.forms[self.form])
        return [question for question in asked if question.kind is not Kind.TEXT]

    @property
    def in_chat(self) -> Sequence[Question]:
        """The same in the order of a conversation: those of the short form first."""
        first = self.instrument.forms[SHORT]
        return sorted(self.questions, key=lambda question: question.code not in first)

    @property
    def next(self) -> Question | None:
        """What is asked next in a conversation; None where every question has its answer."""
        return next((one for one in self.in_chat if one.code not in self.answers), None)

    @property
    def stage(self) -> tuple[int, int]:
        """Number of the next question and how many there are: of the short form until that is done."""
        first = [one for one in self.questions if one.code in self.instrument.forms[SHORT]]
        asked = first if any(one.code not in self.answers for one in first) else self.questions
        return sum(one.code in self.answers for one in asked) + 1, len(asked)

    @property
    def left(self) -> int:
        """How many questions have no answer yet."""
        return sum(question.code not in self.answers for question in self.questions)

    @property
    def is_complete(self) -> bool:
        """Whether every question was answered or passed over."""
        return self.next is None

    @property
    def only_more_left(self) -> bool:
        """Whether the short form's questions are answered and none of the others is."""
        first = self.instrument.forms[SHORT]
        answered = [question.code in self.answers for question in self.in_chat]
        short = [question.code in first for question in self.in_chat]
        return answered == short and not all(short)

    def question(self, code: str) -> Question | None:
        """The question of that code, if the form asks it."""
        return next((one for one in self.questions if one.code == code), None)
