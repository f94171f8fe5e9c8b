"""The second factor: the question for it, and what the citizen types in answer."""

import re
from dataclasses import dataclass, replace

from actions import payloads, phrasing
from actions.answer import Answer
from actions.dossier_taps import FOLLOW, FORGOT_TO_FOLLOW, FORGOT_TO_SEE, tap
from actions.services import Services
from actions.turn import Turn
from actions.wording import Wording
from bot.language.codes import find_dossier_codes
from bot.language.fold import fold
from bot.language.personal_data import PHONE
from bot.language.spoken import DIGITS
from bot.language.words import words

LAST_DIGITS = 4
# Printed look-up codes are as long as that.
_LOOKUP = re.compile(r"(?=[a-z]*\d)[a-z0-9]{4,12}")
_DIGIT_WORDS = {fold(word): digit for word, digit in DIGITS.items()}


@dataclass(frozen=True)
class Question:
    """An open question: whose dossier, and what "Không nhớ" under it means (to see or to follow)."""

    code: str
    forgot: str


def question(turn: Turn) -> Question | None:
    """The question that the buttons shown last leave open; a message may also answer it unasked."""
    for button in turn.offered:
        intent, entities = payloads.parse(button.payload) or ("", {})
        if intent in (FORGOT_TO_SEE, FORGOT_TO_FOLLOW):
            return Question(entities["dossier_code"], intent)
    return None


def heard(turn: Turn, wording: Wording) -> tuple[Question, str] | None:
    """What the message answers, and the factor that it tells; None where it tells none."""
    if turn.text.startswith("/"):
        return None
    named = turn.entities.get("dossier_code")
    asked = question(turn)
    if named and (asked is None or asked.code != named):
        asked = Question(named, FORGOT_TO_FOLLOW if turn.intent == FOLLOW else FORGOT_TO_SEE)
    factor = factor_in(turn.text, wording, bare=named is None)
    return (asked, factor) if asked and factor else None


def factor_in(text: str, wording: Wording, *, bare: bool = True) -> str | None:
    """Four digits or a look-up code: after words that announce it, or the whole text where `bare`."""
    said = f" {words(_without_codes(text))} "
    beside = {part for phrase in wording.factor_beside for part in phrase.split()}
    polite = beside | set(wording.politeness)
    for phrase in wording.factor_announced:
        _before, announced, after = said.partition(f" {phrase} ")
        if announced:
            return _leading([word for word in after.split() if word not in polite])
    return _whole([word for word in said.split() if word not in polite]) if bare else None


def may_prove(turn: Turn, wording: Wording) -> bool:
    """Whether the words hold a factor, or a good part of one while the question for it is open."""
    if turn.text.startswith("/"):
        return False
    said = words(turn.text).split()
    figures = sum(len(word) if word.isdecimal() else word in _DIGIT_WORDS for word in said)
    part = figures >= LAST_DIGITS - 1 or any(_LOOKUP.fullmatch(word) for word in said)
    return (part and question(turn) is not None) or heard(turn, wording) is not None


def forgotten(turn: Turn, answer: Answer, wording: Wording) -> Answer:
    """The answer, which asks that the words are not kept where they may prove who somebody is."""
    return replace(answer, forget_text=True) if may_prove(turn, wording) else answer


def ask(code: str, forgot: str, services: Services, *, masked: bool = False) -> Answer:
    """The question; `masked` says that a whole phone number came, which never gets as far as here."""
    wording = services.phrasebook.wording
    to_follow = forgot == FORGOT_TO_FOLLOW
    replies = phrasing.bubbles(services, "dossier/factor", masked=masked, to_follow=to_follow)
    buttons = (tap(forgot, code, wording.dossier_titles.forgot), phrasing.human(wording.titles))
    return Answer("asked_back_code", phrasing.with_buttons(replies, buttons), slots={"candidates": []})


def masked_phone(turn: Turn) -> bool:
    """Whether a whole phone number was typed; it is hidden before anything reads it."""
    return PHONE in turn.text


def _without_codes(text: str) -> str:
    for code in reversed(find_dossier_codes(text)):
        text = f"{text[: code.start]} {text[code.end :]}"
    return text


def _leading(said: list[str]) -> str | None:
    """The digits that stand first, said or typed, else a look-up code that does."""
    digits = ""
    for word in said:
        figure = word if word.isdecimal() else _DIGIT_WORDS.get(word)
        if figure is None or len(digits) >= LAST_DIGITS:
            break
        digits += figure
    return digits if len(digits) == LAST_DIGITS else _lookup(said[:1])


def _whole(said: list[str]) -> str | None:
    """The same where nothing else may stand beside it."""
    digits = "".join(word if word.isdecimal() else _DIGIT_WORDS.get(word, "?") for word in said)
    return digits if len(digits) == LAST_DIGITS and digits.isdecimal() else _lookup(said)


def _lookup(said: list[str]) -> str | None:
    return said[0].upper() if len(said) == 1 and _LOOKUP.fullmatch(said[0]) else None
