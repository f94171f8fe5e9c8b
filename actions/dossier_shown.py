"""What is answered when a dossier was looked up, however the look ended."""

from collections.abc import Sequence

from actions import phrasing
from actions.answer import Answer, Outcome, Reply
from actions.dossier_taps import FORGOT_TO_SEE, see_other, tap, under_status
from actions.dossier_words import in_full, told
from actions.services import Services
from actions.turn import Turn
from bot.dossiers.view import Look, Looked, View
from bot.language.code_units import unit_of
from bot.language.codes import find_dossier_codes, is_possible

TROUBLES: dict[Looked, tuple[Outcome, str]] = {
    Looked.UNKNOWN: ("asked_back_code", "dossier/unknown"),
    Looked.REFUSED: ("refused", "dossier/not_proven"),
    Looked.BLOCKED: ("refused", "dossier/blocked"),
    Looked.UNAVAILABLE: ("handed_over", "dossier/unavailable"),
}


def shown(turn: Turn, look: Look, services: Services, *, full: bool = False) -> Answer:
    """Where the dossier stands, all of it where `full`, and a button for each other code of the message."""
    if look.view is None:
        return troubled(look, services)
    facts = in_full(look.view, services) if full else ()
    first, *following = told(look.view, services)
    replies = phrasing.with_buttons(
        (first, *facts, *following), under_status(look.view, services, full=bool(facts))
    )
    return Answer("answered_status", (*replies, *_others(turn, look, services)), slots={"candidates": []})


def shown_without_proof(view: View, services: Services) -> Answer:
    """What everybody may see once more, and who can help where nothing proves whose dossier it is."""
    replies = (*told(view, services), *phrasing.bubbles(services, "dossier/forgotten"))
    buttons = under_status(view, services, full=False)
    return Answer("answered_status", phrasing.with_buttons(replies, buttons), slots={"candidates": []})


def troubled(look: Look, services: Services, forgot: str = FORGOT_TO_SEE) -> Answer:
    """Why nothing is shown; a refusal keeps its question open and reads the same for every code."""
    outcome, template = TROUBLES[look.result]
    # Only a code alone may be spoken of: what is said of a wrong factor is the same for every code.
    words = _of_unknown(look.code, services) if look.result is Looked.UNKNOWN else {}
    replies = phrasing.bubbles(services, template, **words)
    wording = services.phrasebook.wording
    human = phrasing.human(wording.titles)
    again = (tap(forgot, look.code, wording.dossier_titles.forgot),)
    buttons = (*(again if look.result is Looked.REFUSED else ()), human)
    return Answer(outcome, phrasing.with_buttons(replies, buttons), slots={"candidates": []})


def _of_unknown(code: str, services: Services) -> dict[str, object]:
    """Why nobody may know it: its day is still to come, or another unit gave it."""
    unit, here = unit_of(code), services.department.province
    return {
        "code": code,
        "mistyped": not is_possible(code, services.today()),
        "elsewhere": bool(here) and here not in (unit.name, unit.now),
        "unit": unit,
    }


def _others(turn: Turn, look: Look, services: Services) -> Sequence[Reply]:
    codes = dict.fromkeys(found.value for found in find_dossier_codes(turn.text))
    buttons = [see_other(code, services) for code in codes if code != look.code]
    if not buttons or turn.text.startswith("/"):
        return ()
    return phrasing.with_buttons(phrasing.bubbles(services, "dossier/others"), buttons)
