"""What typed words say of a ticket: its code, an answer to what was asked of it, whether it helped."""

import re
from collections.abc import Mapping

from actions import payloads
from actions.services import Services
from actions.ticket_other_matter import is_another_matter
from actions.ticket_taps import ADD, KEEP, NO, STATUS, VERDICT, WITHDRAW, YES
from actions.turn import Turn

# The code of a ticket, as people copy it.
_CODE = re.compile(r"(?<!\w)PA[ -]?(\d{6})[ -]?([A-HJ-NP-Z2-9]{4})(?!\w)", re.IGNORECASE)
SHORT = 5  # words: a yes or a no with what politeness puts around it
# While one of these is offered, a bare "rồi" or "chưa" answers it.
OTHER_QUESTIONS = (
    "tell_situation",
    "tell_place",
    "estimate",
    "dossier_agree",
    "forgot_to_see",
    "forgot_to_follow",
)
# What asks nothing by itself.
UNCLAIMED = ("nlu_fallback", "affirm", "deny")


def said_of_ticket(turn: Turn, services: Services) -> Turn | None:
    """The tap that the words stand for; None where they say nothing of a ticket."""
    code = ticket_code(turn.typed)
    if code:
        return as_tap(turn, STATUS, ticket=code)
    return _to_question(turn, services) or _unasked_verdict(turn, services)


def ticket_code(text: str) -> str:
    """The code of a ticket in the text, in its printed form; empty where there is none."""
    found = _CODE.search(text)
    return f"PA-{found[1]}-{found[2].upper()}" if found else ""


def as_tap(turn: Turn, intent: str, **entities: str) -> Turn:
    """The turn that a tap with that meaning would have been."""
    return turn.tapped(f"/{intent}", intent, entities)


def _to_question(turn: Turn, services: Services) -> Turn | None:
    """An answer to what was asked of a ticket: the buttons shown last tell what that was."""
    open_to = _open_questions(turn)
    if WITHDRAW in open_to:
        return _yes_or_no(turn, services, *open_to[WITHDRAW])
    if VERDICT in open_to:
        solved = _solved(turn, services, bare=True)
        return as_tap(turn, VERDICT, ticket=open_to[VERDICT][0]["ticket"], solved=solved) if solved else None
    if KEEP in open_to:
        return _words_for(turn, services, open_to[KEEP][0])
    return None


def _yes_or_no(
    turn: Turn, services: Services, sure: Mapping[str, str], keep: Mapping[str, str]
) -> Turn | None:
    wording = services.phrasebook.wording
    said = _said(turn, services)
    if said in (*wording.no, *wording.ticket_words.dropping) or _is_bare(turn, "deny"):
        return as_tap(turn, KEEP, **keep)
    if said in (*wording.agreeing, *wording.yes) or _is_bare(turn, "affirm"):
        return as_tap(turn, WITHDRAW, **sure)
    return None


def may_answer_officer(turn: Turn, track: str) -> bool:
    """Whether the words may answer what an officer asked on a ticket of that track.

    They ask nothing that is understood, and no question of ours is open.
    """
    of_it = turn.intent in UNCLAIMED or turn.intent == f"hotline_{track}"
    return of_it and not turn.text.startswith("/") and not _is_asked_something(turn)


def _is_asked_something(turn: Turn) -> bool:
    shown = {(payloads.parse(button.payload) or ("",))[0] for button in turn.offered}
    return bool(turn.asked_back or shown & set(OTHER_QUESTIONS))


def _unasked_verdict(turn: Turn, services: Services) -> Turn | None:
    """An officer's question reaches the citizen without an action; which ticket it was, the desk knows."""
    if _is_asked_something(turn):
        return None
    solved = _solved(turn, services, bare=False)
    return as_tap(turn, VERDICT, solved=solved) if solved else None


def _solved(turn: Turn, services: Services, *, bare: bool) -> str:
    """Yes, no, or nothing said of it; where `bare` any short yes or no will do."""
    own = services.phrasebook.wording.ticket_words
    said = _said(turn, services)
    if said in own.not_solved or (bare and _is_bare(turn, "deny")):
        return NO
    return YES if said in own.solved or (bare and _is_bare(turn, "affirm")) else ""


def _words_for(turn: Turn, services: Services, of: Mapping[str, str]) -> Turn | None:
    """Words for a ticket, asked for a moment ago."""
    wording = services.phrasebook.wording
    own = wording.ticket_words
    if _said(turn, services) in (*wording.no, *wording.skipping, *own.dropping, *own.enough):
        return as_tap(turn, KEEP, **of)
    if is_another_matter(turn, None, services):
        return None
    return as_tap(turn, ADD, ticket=of["ticket"], words=turn.typed)


def _open_questions(turn: Turn) -> dict[str, list[Mapping[str, str]]]:
    """By intent, what the buttons shown last carry; a confirmation brings both its answers along."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for button in turn.offered:
        intent, entities = payloads.parse(button.payload) or ("", {})
        found.setdefault(intent, []).append(entities)
    sure = [one for one in found.pop(WITHDRAW, []) if "sure" in one]
    return found | ({WITHDRAW: [*sure, *found[KEEP]]} if sure and KEEP in found else {})


def _said(turn: Turn, services: Services) -> str:
    return services.phrasebook.wording.without_politeness(turn.text)


def _is_bare(turn: Turn, intent: str) -> bool:
    return turn.intent == intent and len(turn.text.split()) <= SHORT
