"""A question and a complaint in one message: the question is answered, the complaint goes its own way."""

from dataclasses import replace

from actions import phrasing
from actions.about import answer_if_named
from actions.answer import Answer
from actions.aspect_cues import aspect_cues
from actions.aspects import Aspect
from actions.hotline_offer import offered_form
from actions.hotline_words import complaint_beside
from actions.services import Services
from actions.ticket_taps import begin
from actions.turn import Turn
from bot.language.clauses import clauses

ASKING = ("ask_", "status")
NO_QUESTION = "ask_human"


def answered_first(turn: Turn, offer: Answer, services: Services) -> Answer:
    """The offer, after the answer to what a part of the message asks about a procedure."""
    aspect = _asked(turn)
    answer = answer_if_named(turn, aspect, services) if aspect else None
    if answer is None or offer.track in ("emergency", "denunciation"):
        return offer
    return replace(
        answer,
        replies=(*answer.replies, *offer.replies),
        track=offer.track,
        slots={**answer.slots, **{name: form for name, form in offer.slots.items() if name == "form"}},
    )


def with_complaint(turn: Turn, answer: Answer, services: Services) -> Answer:
    """The answer to a question, with the form offered for a part of the message that complains."""
    is_question = turn.intent.startswith(ASKING) and turn.intent != NO_QUESTION
    busy = turn.ticket is not None or (turn.form is not None and turn.form.is_open)
    if services.tickets is None or busy or not is_question or turn.text.startswith("/"):
        return answer
    track, words = complaint_beside(turn.text, services)
    if not track:
        return answer
    titles = services.phrasebook.wording.ticket_titles
    replies = phrasing.bubbles(services, "hotline/beside", track=services.tracks[track])
    offered = phrasing.with_buttons(replies, (begin(track, titles.begin),))
    slots = {**answer.slots, "form": offered_form(track, turn, words)}
    return replace(answer, replies=(*answer.replies, *offered), slots=slots)


def _asked(turn: Turn) -> Aspect | None:
    if turn.text.startswith("/"):
        return None
    found = (aspect_cues().only_aspect_in(clause) for clause in clauses(turn.text))
    return next((aspect for aspect in found if aspect), None)
