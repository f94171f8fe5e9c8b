"""What typed words mean to an open form or to a ticket that was just spoken of: the tap they stand for."""

import re
from collections.abc import Mapping

from actions import payloads, taps
from actions.services import Services
from actions.ticket_form import Form, kind_asked
from actions.ticket_other_matter import is_another_matter
from actions.ticket_taps import (
    ADD,
    ANSWER,
    DROP,
    EDIT,
    FORM,
    KEEP,
    NO,
    SEND,
    SKIPPED,
    STATUS,
    VERDICT,
    WITHDRAW,
    YES,
)
from actions.turn import Turn
from bot.hotline.tracks import Question, Track

# The code of a ticket, as people copy it.
_CODE = re.compile(r"(?<!\w)PA[ -]?(\d{6})[ -]?([A-HJ-NP-Z2-9]{4})(?!\w)", re.IGNORECASE)
EMERGENCY = "hotline_emergency"
SHORT = 5  # words: a yes or a no with what politeness puts around it
TELLING = 4  # words: with fewer nothing new is told


def heard(turn: Turn, services: Services) -> Turn:
    """The tap that the words stand for, or the turn as it is."""
    if turn.text.startswith("/"):
        return turn
    tap = taps.typed(turn, services.phrasebook.wording)
    return tap or _to_form(turn, services) or _to_ticket(turn, services) or _by_name(turn, services) or turn


def ticket_code(text: str) -> str:
    """The code of a ticket in the text, in its printed form; empty where there is none."""
    found = _CODE.search(text)
    return f"PA-{found[1]}-{found[2].upper()}" if found else ""


def _to_form(turn: Turn, services: Services) -> Turn | None:
    form = turn.form
    if form is None or not form.hears(services.now()):
        return None
    track = services.tracks[form.track]
    asked = form.asked(track)
    if _said(turn, services) in services.phrasebook.wording.ticket_words.dropping:
        return _as(turn, DROP)
    if asked is None:
        return _to_review(turn, form, track, services)
    return _to_question(turn, asked, services)


def _to_question(turn: Turn, asked: Question, services: Services) -> Turn | None:
    wording = services.phrasebook.wording
    said = _said(turn, services)
    if asked.kind == "choice":
        pointed = taps.pointed(turn, wording)
        if pointed is not None:
            return pointed
    if _skips(said, asked, services):
        return _as(turn, ANSWER, question=asked.id, option=SKIPPED)
    if is_another_matter(turn, asked, services):
        return None
    # An emergency is told the numbers that save, and still is the answer.
    urgent = {"urgent": "1"} if turn.intent == EMERGENCY else {}
    return _as(turn, ANSWER, question=asked.id, words=turn.typed, **urgent)


def _skips(said: str, asked: Question, services: Services) -> bool:
    wording = services.phrasebook.wording
    own = wording.ticket_words
    enough = asked.kind == "text" and said in own.enough
    nobody = asked.kind == "contact" and said in own.anonymous
    nothing = asked.skippable and said in wording.no
    return said in wording.skipping or enough or nobody or nothing


def _to_review(turn: Turn, form: Form, track: Track, services: Services) -> Turn | None:
    """Words under the review send it, change it, or add to what is told."""
    own = services.phrasebook.wording.ticket_words
    said = _said(turn, services)
    if said in own.sending:
        return _as(turn, SEND, form=form.id)
    if said in (*own.changing, *services.phrasebook.wording.no):
        return _as(turn, EDIT)
    told = kind_asked("text", track)
    if told is None or len(said.split()) < TELLING or is_another_matter(turn, None, services):
        return None
    before = form.answers.get(told.id, "")
    return _as(turn, ANSWER, question=told.id, words=f"{before}\n{turn.typed}".strip())


def _to_ticket(turn: Turn, services: Services) -> Turn | None:
    """An answer to what was asked of a ticket: the buttons shown last tell what that was."""
    open_to = _open_questions(turn)
    if WITHDRAW in open_to:
        return _yes_or_no(turn, services, *open_to[WITHDRAW])
    if VERDICT in open_to:
        return _verdict(turn, services, open_to[VERDICT][0])
    if KEEP in open_to:
        return _words_for(turn, services, open_to[KEEP][0])
    return None


def _yes_or_no(
    turn: Turn, services: Services, sure: Mapping[str, str], keep: Mapping[str, str]
) -> Turn | None:
    wording = services.phrasebook.wording
    said = _said(turn, services)
    if said in (*wording.no, *wording.ticket_words.dropping) or _is_bare(turn, "deny"):
        return _as(turn, KEEP, **keep)
    if said in (*wording.agreeing, *wording.yes) or _is_bare(turn, "affirm"):
        return _as(turn, WITHDRAW, **sure)
    return None


def _verdict(turn: Turn, services: Services, of: Mapping[str, str]) -> Turn | None:
    own = services.phrasebook.wording.ticket_words
    said = _said(turn, services)
    if said in own.not_solved or _is_bare(turn, "deny"):
        return _as(turn, VERDICT, ticket=of["ticket"], solved=NO)
    if said in own.solved or _is_bare(turn, "affirm"):
        return _as(turn, VERDICT, ticket=of["ticket"], solved=YES)
    return None


def _words_for(turn: Turn, services: Services, of: Mapping[str, str]) -> Turn | None:
    """Words for a ticket, asked for a moment ago."""
    wording = services.phrasebook.wording
    own = wording.ticket_words
    if _said(turn, services) in (*wording.no, *wording.skipping, *own.dropping, *own.enough):
        return _as(turn, KEEP, **of)
    if is_another_matter(turn, None, services):
        return None
    return _as(turn, ADD, ticket=of["ticket"], words=turn.typed)


def _by_name(turn: Turn, services: Services) -> Turn | None:
    """A ticket named by its code; "tiếp tục" while a form waits."""
    code = ticket_code(turn.typed)
    if code:
        return _as(turn, STATUS, ticket=code)
    waits = turn.form is not None and turn.form.is_open
    return _as(turn, FORM) if waits and _said(turn, services) in _going_on(services) else None


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


def _going_on(services: Services) -> tuple[str, ...]:
    return services.phrasebook.wording.ticket_words.going_on


def _as(turn: Turn, intent: str, **entities: str) -> Turn:
    return turn.tapped(f"/{intent}", intent, entities)
