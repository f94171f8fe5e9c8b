"""Which is you? The question that an answer still depends on, and what was said or tapped in reply to it."""

from collections.abc import Iterable

from actions import payloads, phrasing
from actions.answer import Button, Reply
from actions.aspects import Aspect
from actions.cases import named_situations
from actions.services import Services
from actions.turn import Turn
from actions.wording import Wording
from bot.language.words import words
from procedures_kb.case import SKIPPED, Case
from procedures_kb.model import FactGroup, Procedure, SituationalItem
from procedures_kb.questions import Question, Situation

INTENT = "tell_situation"
PAGE = "+"  # before a question's id and the number of its first option on the next page
MAX_REPLY_WORDS = 6  # a longer sentence is a new question, whatever it names
# An option named ("cá nhân") may look like anything to the language model, but it is none of these.
NO_ANSWER = ("hotline_", "status", "ask_human", "privacy_delete", "prompt_injection", "abuse", "bot_identity")
ONE_LINERS: tuple[Aspect, ...] = ("fee", "time")
FEW_LINES = 3  # so many lines that depend on the case are read faster than a question is answered
DECIDED: tuple[Aspect, ...] = ("papers", "form", "fee", "time", "check")  # what the citizen's case changes


def open_question(case: Case, aspect: Aspect, groups: Iterable[FactGroup]) -> Question | None:
    """The next question on which that aspect still depends, unless telling all cases is shorter."""
    if aspect not in DECIDED:
        return None
    items: list[SituationalItem] = [
        item
        for group in groups
        for item in getattr(group, "items", ())
        if isinstance(item, SituationalItem) and (aspect != "form" or getattr(item, "form", None))
    ]
    if aspect in ONE_LINERS and sum(bool(case.conditions(item)) for item in items) <= FEW_LINES:
        return None
    return case.next_question(items)


def ask(question: Question, procedure: Procedure, services: Services, first: int = 0) -> Reply:
    """The question with a button for each answer, from the one of that number on, and a way past it."""
    titles = services.phrasebook.wording.titles
    options = question.options[first : first + phrasing.CHOICES]
    buttons = [Button(option.name, _tell(procedure, option.id)) for option in options]
    after = first + phrasing.CHOICES
    if after < len(question.options):
        more = Button(titles.other_case, _tell(procedure, f"{PAGE}{question.id}.{after}"))
        buttons.append(more)
    else:
        buttons.append(Button(titles.skip, _tell(procedure, f"{SKIPPED}{question.id}")))
    return phrasing.with_buttons((Reply(question.ask),), buttons)[0]


def next_page(token: str, procedure: Procedure) -> tuple[Question, int] | None:
    """The question and its first option that a tap on "other case" asks for; None for another token."""
    question_id, _, number = token.removeprefix(PAGE).partition(".")
    if not token.startswith(PAGE) or not number.isdecimal():
        return None
    found = (one for one in procedure.questions if one.id == question_id)
    return next(((one, int(number)) for one in found if int(number) < len(one.options)), None)


def replied(turn: Turn, services: Services) -> Turn | None:
    """The turn that a tap on the typed answer would have been; None where the words answer no question."""
    pending = _pending(turn, services)
    if pending is None:
        return None
    procedure, question = pending
    token = _token(turn, question, services.phrasebook.wording)
    return turn.tapped(_tell(procedure, token), INTENT, _case(procedure, token)) if token else None


def _token(turn: Turn, question: Question, wording: Wording) -> str | None:
    """What a bare yes, no or "I don't know" answers, or a few words that name one of the options."""
    spoken = words(turn.text)
    bare = wording.without_politeness(spoken)
    if bare in wording.skipping:
        return f"{SKIPPED}{question.id}"
    if question.yes_no and bare in (*wording.yes, *wording.no):
        return question.options[0 if bare in wording.yes else 1].id
    if turn.intent.startswith(NO_ANSWER) or len(spoken.split()) > MAX_REPLY_WORDS:
        return None
    # "chị đất" and "chỉ đất" read the same: a word of politeness may belong to the answer.
    named = _begun(spoken, question) or _begun(bare, question)
    if not named and turn.aspect in (None, "overview", turn.known_aspect):  # else it is a question of its own
        named = named_situations(turn.text, question.options)
    return named[0].id if len(named) == 1 else None


def _begun(typed: str, question: Question) -> tuple[Situation, ...]:
    """The options of whose name or alias these words are a part: "chi dat" of "Chỉ có đất"."""
    said = set(typed.split())
    return tuple(
        option
        for option in question.options
        if said and any(said <= set(words(name).split()) for name in (option.name, *option.aliases))
    )


def _pending(turn: Turn, services: Services) -> tuple[Procedure, Question] | None:
    for button in turn.offered:
        parsed = payloads.parse(button.payload)
        if parsed is None or parsed[0] != INTENT:
            continue
        code, _, told = parsed[1].get("case", "").partition("/")
        procedure = services.kb.get(code)
        question = procedure.question_of(told) if procedure else None
        if procedure is not None and question is not None:
            return procedure, question
    return None


def _tell(procedure: Procedure, token: str) -> str:
    return payloads.payload(INTENT, **_case(procedure, token))


def _case(procedure: Procedure, token: str) -> dict[str, str]:
    return {"case": f"{procedure.code}/{token}"}
