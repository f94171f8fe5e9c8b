"""What follows from an answer to a form, and from a photo or a place that no form asked for."""

from dataclasses import replace

from actions import payloads, phrasing, ticket_answers
from actions.answer import Answer, Button, Effect
from actions.services import Services
from actions.ticket_asked import ask_on, is_sealed, tails
from actions.ticket_form import Form, question
from actions.turn import Turn
from bot.language.personal_data import PHONE

# The file is kept only where a form takes it; data: sha256.
KEPT = "keep_file"
HANDED_OVER = {"file": "ticket/photo_not_taken", "at": "ticket/place_not_taken"}


def take(turn: Turn, form: Form, services: Services) -> Answer:
    """The next question; the same one again where what came is no answer to it."""
    told = turn.entities
    taken = ticket_answers.take(form, told, services, turn.phone or "")
    if taken is None:
        return not_taken(turn, services) or _asked_again(turn, form, services)
    sealed = is_sealed(form.track, services)
    notes = _notes(turn, form, services)
    answer = ask_on(taken, services, notes=notes, tails=tails(taken), sealed=sealed)
    file = Effect(KEPT, {"sha256": told["file"]}) if "file" in told else None
    return replace(answer, effects=(file,)) if file else answer


def not_taken(turn: Turn, services: Services) -> Answer | None:
    """What becomes of a photo or a place that no form waits for; None where the turn brings neither."""
    template = next((name for kind, name in HANDED_OVER.items() if kind in turn.entities), None)
    if template is None:
        return None
    titles = services.phrasebook.wording.titles
    dossier = Button(titles.track_dossier, payloads.payload("status"))
    buttons = (dossier, phrasing.menu(titles), phrasing.human(titles))
    return Answer("refused", phrasing.with_buttons(phrasing.bubbles(services, template), buttons))


def _notes(turn: Turn, form: Form, services: Services) -> tuple[str, ...]:
    """What must be said before the next question."""
    urgent = "urgent" in turn.entities and form.track != "emergency"
    asked = question(services.tracks[form.track], turn.entities.get("question", ""))
    kept = asked is not None and asked.kind == "contact" and turn.phone
    phone = ("ticket/phone_kept" if kept else "ticket/phone_hidden",)
    hidden = PHONE in turn.entities.get("words", "")
    return (*(("hotline/numbers",) if urgent else ()), *(phone if hidden else ()))


def _asked_again(turn: Turn, form: Form, services: Services) -> Answer:
    """With the law that asks for it, where it was to be skipped."""
    asked = question(services.tracks[form.track], turn.entities.get("question", ""))
    why = asked.why_not if asked is not None and "option" in turn.entities else ""
    return ask_on(form, services, notes=("ticket/needed",) if why else (), why=why)
