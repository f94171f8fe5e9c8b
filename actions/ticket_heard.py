"""What typed words mean to an open form or to a ticket that was just spoken of: the tap they stand for."""

from actions import taps
from actions.services import Services
from actions.ticket_form import Form, kind_asked
from actions.ticket_other_matter import is_another_matter
from actions.ticket_taps import ANSWER, DROP, EDIT, FORM, NOBODY, SEND, SKIPPED
from actions.ticket_told import as_tap, said_of_ticket
from actions.turn import Turn
from bot.hotline.tracks import Question, Track

EMERGENCY = "hotline_emergency"
# Of the intent, in which an emergency counts twelvefold (DECISIONS 102, 105): who is asked for a place and
# names one by a bridge tells none.
SURELY_EMERGENCY = 0.6
TELLING = 4  # words: with fewer nothing new is told


def heard(turn: Turn, services: Services) -> Turn:
    """The tap that the words stand for, or the turn as it is."""
    if turn.text.startswith("/"):
        return turn
    tap = taps.typed(turn, services.phrasebook.wording)
    of_form = tap or _to_form(turn, services) or _goes_on(turn, services)
    return of_form or said_of_ticket(turn, services) or turn


def _to_form(turn: Turn, services: Services) -> Turn | None:
    form = turn.form
    if form is None or not form.hears(services.now()):
        return None
    track = services.tracks[form.track]
    asked = form.asked(track)
    if _said(turn, services) in services.phrasebook.wording.ticket_words.dropping:
        return as_tap(turn, DROP)
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
    if asked.kind == "contact" and said in wording.ticket_words.anonymous:
        return as_tap(turn, ANSWER, question=asked.id, option=NOBODY)
    if _skips(said, asked, services):
        return as_tap(turn, ANSWER, question=asked.id, option=SKIPPED)
    if is_another_matter(turn, asked, services):
        return None
    # An emergency is told the numbers that save, and still is the answer.
    least = SURELY_EMERGENCY if asked.kind == "place" else 0.0
    urgent = turn.intent == EMERGENCY and turn.intent_confidence >= least
    return as_tap(turn, ANSWER, question=asked.id, words=turn.typed, **({"urgent": "1"} if urgent else {}))


def _skips(said: str, asked: Question, services: Services) -> bool:
    wording = services.phrasebook.wording
    own = wording.ticket_words
    enough = asked.kind == "text" and said in own.enough
    nothing = asked.skippable and said in wording.no
    return said in wording.skipping or enough or nothing


def _to_review(turn: Turn, form: Form, track: Track, services: Services) -> Turn | None:
    """Words under the review send it, change it, or add to what is told."""
    own = services.phrasebook.wording.ticket_words
    said = _said(turn, services)
    if said in own.sending:
        return as_tap(turn, SEND, form=form.id)
    if said in (*own.changing, *services.phrasebook.wording.no):
        return as_tap(turn, EDIT)
    told = kind_asked("text", track)
    if told is None or len(said.split()) < TELLING or is_another_matter(turn, None, services):
        return None
    before = form.answers.get(told.id, "")
    return as_tap(turn, ANSWER, question=told.id, words=f"{before}\n{turn.typed}".strip())


def _goes_on(turn: Turn, services: Services) -> Turn | None:
    """ "Tiếp tục", while a form waits."""
    waits = turn.form is not None and turn.form.is_open
    going_on = services.phrasebook.wording.ticket_words.going_on
    return as_tap(turn, FORM) if waits and _said(turn, services) in going_on else None


def _said(turn: Turn, services: Services) -> str:
    return services.phrasebook.wording.without_politeness(turn.text)
