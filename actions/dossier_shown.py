"""What is answered when a dossier was looked up, however the look ended."""

from collections.abc import Sequence
from datetime import datetime

from actions import phrasing
from actions.answer import Answer, Outcome, Reply
from actions.dossier_taps import FORGOT_TO_SEE, see_other, tap, under_status
from actions.dossier_words import in_full, told
from actions.services import Services
from actions.turn import Turn
from bot.dossiers.view import Look, Looked, View
from bot.language.codes import find_dossier_codes

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
    words = {"code": look.code, "mistyped": filed_later(look.code, services)}
    replies = phrasing.bubbles(services, template, **(words if look.result is Looked.UNKNOWN else {}))
    wording = services.phrasebook.wording
    human = phrasing.human(wording.titles)
    again = (tap(forgot, look.code, wording.dossier_titles.forgot),)
    buttons = (*(again if look.result is Looked.REFUSED else ()), human)
    return Answer(outcome, phrasing.with_buttons(replies, buttons), slots={"candidates": []})


def filed_later(code: str, services: Services) -> bool:
    """Whether the day in the code is still to come, so that it was mistyped."""
    return datetime.strptime(code.split("-")[1], "%y%m%d").date() > services.today()  # noqa: DTZ007


def _others(turn: Turn, look: Look, services: Services) -> Sequence[Reply]:
    codes = dict.fromkeys(found.value for found in find_dossier_codes(turn.text))
    buttons = [see_other(code, services) for code in codes if code != look.code]
    if not buttons or turn.text.startswith("/"):
        return ()
    return phrasing.with_buttons(phrasing.bubbles(services, "dossier/others"), buttons)
