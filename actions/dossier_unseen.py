"""What is said where no dossier was looked up: no code, one that cannot be read, or no desk to look at."""

from actions import phrasing
from actions.answer import Answer
from actions.services import Services
from actions.turn import Turn
from bot.language.codes import find_procedure_codes, is_dossier_code

# So many digits are meant as a code; one that cannot be read must not be answered with another dossier.
DIGITS_OF_A_CODE = 6


def unseen(turn: Turn, services: Services) -> Answer:
    """Where else to look with a code; without one, how to find it on the receipt."""
    human = phrasing.human(services.phrasebook.wording.titles)
    code = turn.entities.get("dossier_code", "")
    if is_dossier_code(code):
        replies = phrasing.bubbles(services, "chat/status_code", code=code)
        return Answer("handed_over", phrasing.with_buttons(replies, (human,)), slots={"candidates": []})
    replies = phrasing.bubbles(services, "chat/status_no_code", mistyped=unreadable_code(turn))
    return Answer("asked_back_code", phrasing.with_buttons(replies, (human,)), slots={"candidates": []})


def unreadable_code(turn: Turn) -> bool:
    """Whether the words hold what was meant as a dossier's code and cannot be one."""
    figures = sum(map(str.isdecimal, turn.text))
    typed = not turn.text.startswith("/") and not find_procedure_codes(turn.text)
    return typed and figures >= DIGITS_OF_A_CODE and "dossier_code" not in turn.entities
