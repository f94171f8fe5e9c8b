"""Codes in the words: one by itself tells what is asked, an unknown procedure's is said to be unknown."""

from dataclasses import replace

from actions import phrasing
from actions.about import answer_about
from actions.answer import Answer
from actions.services import Services
from actions.turn import Turn
from bot.language.codes import find_dossier_codes, find_procedure_codes

# These ask nothing of their own where a dossier's code stands beside them and no procedure is named.
ABOUT_A_DOSSIER = ("nlu_fallback", "ask_time", "ask_result", "choose_option", "affirm", "correct", "repeat")
# These take the words whatever code they cite.
OTHER_MATTERS = ("hotline_", "ask_human", "privacy_delete", "prompt_injection", "abuse", "greet")


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """The answer to an unknown code or to a bare one; None where the sentence says what is asked of it."""
    codes = find_procedure_codes(turn.text)
    if not codes or "dossier_code" in turn.entities or turn.intent.startswith(OTHER_MATTERS):
        return None
    known = [code for code in codes if services.kb.get(code.value) is not None]
    if not known:
        return _unknown(codes[0].value, services)
    if len(turn.text.split()) > 1:
        return None
    named = replace(turn, entities={**turn.entities, "procedure": known[0].value})
    return answer_about(named, turn.known_aspect or "overview", services)


def is_about_dossier(turn: Turn, services: Services) -> bool:
    """Whether the words ask where a dossier stands, whatever the model makes of them."""
    if is_dossier_alone(turn, services):
        return True
    named = "dossier_code" in turn.entities and "procedure" not in turn.entities
    return named and turn.intent in ABOUT_A_DOSSIER


def is_dossier_alone(turn: Turn, services: Services) -> bool:
    """Whether the words are the code of a dossier and nothing more, as a photo of a receipt says them."""
    rest = turn.text
    for code in reversed(find_dossier_codes(turn.text)):
        rest = rest[: code.start] + " " + rest[code.end :]
    wording = services.phrasebook.wording
    return rest != turn.text and wording.without_politeness(rest) in ("", *wording.dossier)


def _unknown(code: str, services: Services) -> Answer:
    titles = services.phrasebook.wording.titles
    replies = phrasing.bubbles(services, "chat/unknown_code", code=code)
    buttons = (phrasing.menu(titles), phrasing.human(titles))
    return Answer("unknown", phrasing.with_buttons(replies, buttons), slots={"candidates": []})
