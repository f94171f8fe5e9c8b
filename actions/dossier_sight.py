"""The frame's look at a dossier, before the action answers: actions themselves reach for nothing."""

from dataclasses import dataclass, replace

from actions import dossier_factor, taps
from actions.code_told import is_about_dossier
from actions.dossier_follow import consented
from actions.dossier_taps import AGREE, FOLLOW, FORGOT_TO_FOLLOW, FORGOT_TO_SEE, FULL, STATUS, UNFOLLOW
from actions.dossier_unseen import unreadable_code
from actions.services import Services
from actions.turn import Turn
from bot.language.codes import is_dossier_code
from bot.language.words import words

LOOKING = (STATUS, FULL, FOLLOW, AGREE, FORGOT_TO_SEE, FORGOT_TO_FOLLOW)


@dataclass(frozen=True)
class _Wanted:
    code: str
    factor: str | None = None


async def with_dossier(turn: Turn, person: str, services: Services) -> Turn:
    """The turn with the dossier that it is about and what the person follows, where it asks for them."""
    desk = services.dossiers
    if desk is None:
        return turn
    meant = _meant(turn, services)
    if meant.intent == UNFOLLOW:
        return replace(turn, followed=tuple(await desk.followed(person)))
    wanted = _wanted(turn, meant, services)
    if wanted is None:
        return turn
    return replace(turn, dossier=await desk.look(person, wanted.code, wanted.factor, now=services.now()))


def remembered(turn: Turn) -> dict[str, str]:
    """The slot that keeps the dossier seen last."""
    look = turn.dossier
    return {"dossier": look.code} if look is not None and look.view is not None else {}


def _meant(turn: Turn, services: Services) -> Turn:
    """The turn, or the tap that its words stand for, in the order in which the frame reads them."""
    if turn.text.startswith("/"):
        return turn
    wording = services.phrasebook.wording
    tap = taps.typed(turn, wording)
    if tap is None and is_about_dossier(turn, services):
        return replace(turn, intent=STATUS)
    index = taps.position(turn.text, wording.ordinals) if turn.intent == "choose_option" else None
    chosen = taps.at(turn, index) if index is not None else None
    return tap or consented(turn, wording) or taps.pointed(turn, wording) or chosen or turn


def _wanted(turn: Turn, meant: Turn, services: Services) -> _Wanted | None:
    wording = services.phrasebook.wording
    told = dossier_factor.heard(turn, wording)
    if told is not None:
        return _Wanted(told[0].code, told[1])
    asked = dossier_factor.question(turn)
    if asked is not None and words(turn.text) in wording.skipping:
        return _Wanted(asked.code)
    if meant.intent not in LOOKING:
        return None
    code = meant.entities.get("dossier_code") or (None if unreadable_code(meant) else meant.known_dossier)
    return _Wanted(code) if code and is_dossier_code(code) else None
