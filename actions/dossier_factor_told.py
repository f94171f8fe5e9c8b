"""What follows from a typed answer to the question whose dossier it is."""

from actions import dossier_factor
from actions.answer import Answer
from actions.dossier_follow import offered
from actions.dossier_shown import shown, shown_without_proof, troubled
from actions.dossier_taps import FORGOT_TO_FOLLOW
from actions.services import Services
from actions.turn import Turn
from bot.language.words import words


def answer_typed(turn: Turn, services: Services) -> Answer | None:
    """All that the holder may see, or on to following; None where the words tell no factor."""
    asked, look = dossier_factor.question(turn), turn.dossier
    if asked is not None and dossier_factor.masked_phone(turn):
        return dossier_factor.ask(asked.code, asked.forgot, services, masked=True)
    if look is None:
        return None
    told = dossier_factor.heard(turn, services.phrasebook.wording)
    if told is not None:
        return proven(turn, told[0].forgot, services)
    forgets = asked is not None and words(turn.text) in services.phrasebook.wording.skipping
    return shown_without_proof(look.view, services) if forgets and look.view else None


def proven(turn: Turn, forgot: str, services: Services) -> Answer | None:
    """What was asked for before the proof was; a wrong one leaves the question open."""
    look = turn.dossier
    if look is None:
        return None
    if look.view is None:
        return troubled(look, services, forgot)
    if forgot == FORGOT_TO_FOLLOW:
        return offered(look, services)
    return shown(turn, look, services, full=True)
