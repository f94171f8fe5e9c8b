"""What typed words mean to a survey: the tap that they stand for, or nothing of it."""

from actions import taps
from actions.services import Services
from actions.survey_asked import choices
from actions.survey_taps import ANSWER, COMMENT, STOP, SURVEY, WAITED_FOR, awaited_comment, open_question
from actions.ticket_other_matter import is_another_matter
from actions.ticket_told import as_tap
from actions.turn import Turn
from bot.language.fold import fold
from bot.language.spoken import DIGITS
from bot.language.words import words
from bot.surveys.form_state import NO_ANSWER, FormState
from bot.surveys.instrument import Kind, Question

_DIGITS = {fold(word): digit for word, digit in DIGITS.items()}
LONGEST_ANSWER = 6  # words: whoever says more tells or asks something


def comment(turn: Turn, services: Services) -> Turn | None:
    """The words that were asked for, unless they are a matter of their own or say that there are none."""
    token = awaited_comment(turn)
    if token is None:
        return None
    tap = taps.typed(turn, services.phrasebook.wording)
    if tap is not None:
        return tap
    if _said(turn, services) in _declining(services):
        return as_tap(turn, STOP, survey=token, said=WAITED_FOR)
    if is_another_matter(turn, None, services):
        return None
    return as_tap(turn, COMMENT, survey=token, words=turn.typed)


def may_answer(turn: Turn, services: Services) -> bool:
    """Whether a survey's question was shown last or the words are plainly a grade; long ones never are."""
    short = 0 < len(_said(turn, services).split()) <= LONGEST_ANSWER
    return short and (open_question(turn) is not None or is_plain(turn, services))


def is_plain(turn: Turn, services: Services) -> bool:
    """Whether the words are a grade and nothing else, whatever was asked."""
    said = _bare(turn, services)
    return said.isdecimal() or any(
        said in names for names in services.phrasebook.wording.survey_words.grades.values()
    )


def answer(turn: Turn, token: str, state: FormState, services: Services) -> Turn | None:
    """The tap on the answer to what is asked next; None for words that are none."""
    tap = taps.typed(turn, services.phrasebook.wording)
    if tap is not None and tap.intent in SURVEY:
        return tap
    opened = open_question(turn)
    question = state.question(opened[1]) if opened else state.next
    if question is None:
        return None
    if _said(turn, services) in services.phrasebook.wording.survey_words.stopping:
        return as_tap(turn, STOP, survey=token)
    value = _value(_bare(turn, services), question, services)
    if value is None:
        return None
    return as_tap(turn, ANSWER, survey=token, said=f"{question.code}.{value}")


def _value(said: str, question: Question, services: Services) -> int | None:
    """The value that the bare words choose."""
    own = services.phrasebook.wording
    if said in own.skipping:
        return NO_ANSWER
    number = _number(said, question, services)
    if number is not None:
        return _numbered(number, question)
    named = {words(choice.title): choice.value for choice in choices(question)}
    if said in named:
        return named[said]
    if question.kind is Kind.SCALE:
        return next((grade for grade, names in own.survey_words.grades.items() if said in names), None)
    if question.kind is Kind.YES_NO and said in (*own.yes, *own.no):
        yes, no = choices(question)
        return (yes if said in own.yes else no).value
    return None


def _number(said: str, question: Question, services: Services) -> int | None:
    """The one number that is said, in figures; of trips also in words and with what is counted beside it."""
    if question.kind is not Kind.VISITS:
        return int(said) if said.isdecimal() else None
    counted = services.phrasebook.wording.survey_words.trips
    left = [_DIGITS.get(word, word) for word in said.split() if word not in counted]
    return int(left[0]) if len(left) == 1 and left[0].isdecimal() else None


def _numbered(number: int, question: Question) -> int | None:
    """A grade is its number; so many trips are the choice that names them, the last one from there on."""
    if question.kind is Kind.SCALE:
        return next((one.value for one in choices(question) if one.value == number), None)
    if question.kind is not Kind.VISITS:
        return None
    ranges = [(one.value, [int(figure) for figure in _figures(one.title)]) for one in choices(question)]
    most = max(figures[-1] for _, figures in ranges)
    return next((value for value, figures in ranges if min(number, most) in figures), None)


def _figures(title: str) -> list[str]:
    return [part for part in words(title).split() if part.isdecimal()]


def _declining(services: Services) -> tuple[str, ...]:
    own = services.phrasebook.wording
    return (*own.no, *own.skipping, *own.survey_words.stopping)


def _said(turn: Turn, services: Services) -> str:
    return services.phrasebook.wording.without_politeness(turn.text)


def _bare(turn: Turn, services: Services) -> str:
    return services.phrasebook.wording.without_pointing(turn.text)
