"""A citizen says that an answer is wrong: it is kept for the officers, with what he writes about it."""

from actions import phrasing
from actions.answer import Answer, Button, Effect
from actions.payloads import payload
from actions.services import Services
from actions.turn import Turn
from bot.corrections.service import NOTED, REPORTED
from bot.language.words import says

INTENT = "report_error"
DONE = payload(INTENT)  # without a procedure: nothing more to say; while it is offered, words are a note
# A question or another matter is never taken for a note.
NO_NOTE = ("hotline_", "status", "ask_human", "greet", "goodbye", "privacy_delete", "choose_option", "ask_")


def report(turn: Turn, services: Services) -> Answer:
    """Keeps the report and asks what is wrong; without a procedure the citizen has nothing to add."""
    procedure = services.kb.get(turn.entities.get("procedure", ""))
    titles = services.phrasebook.wording.titles
    if procedure is None:
        replies = phrasing.bubbles(services, "chat/report_done")
        return Answer("chatted", phrasing.with_buttons(replies, (phrasing.menu(titles),)))
    data = {"procedure": procedure.code, "version": procedure.facts_version}
    if turn.known_aspect is not None:
        data["aspect"] = turn.known_aspect
    replies = phrasing.bubbles(services, "chat/report_taken", procedure=procedure)
    buttons = (Button(titles.nothing_to_add, DONE), phrasing.human(titles))
    return Answer(
        outcome="handed_over",
        replies=phrasing.with_buttons(replies, buttons),
        procedure=procedure.code,
        track="suggestion",
        effects=(Effect(REPORTED, data),),
        slots={"procedure": procedure.code, "candidates": []},
    )


def note_typed(turn: Turn, services: Services) -> Answer | None:
    """Adds the words to the report just made; None where none was made, or the words are another matter."""
    waiting = any(button.payload == DONE for button in turn.offered) and turn.known_procedure is not None
    if not waiting or turn.text.rstrip().endswith("?") or _another_matter(turn, services):
        return None
    titles = services.phrasebook.wording.titles
    replies = phrasing.bubbles(services, "chat/report_noted")
    return Answer(
        outcome="handed_over",
        replies=phrasing.with_buttons(replies, (phrasing.menu(titles), phrasing.human(titles))),
        procedure=turn.known_procedure,
        track="suggestion",
        effects=(Effect(NOTED, {"procedure": turn.known_procedure or ""}),),
    )


def _another_matter(turn: Turn, services: Services) -> bool:
    """ "Phí sai rồi" looks like a question on the fee and is none; without such a word it is."""
    named = turn.entities.get("procedure", turn.known_procedure)
    says_wrong = any(says(turn.text, one) for one in services.phrasebook.wording.wrong)
    return named != turn.known_procedure or (turn.intent.startswith(NO_NOTE) and not says_wrong)
