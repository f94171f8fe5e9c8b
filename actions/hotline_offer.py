"""What is said on a track, with the form offered that takes the matter to the officers."""

from actions import payloads, phrasing
from actions.answer import Answer, Button
from actions.services import Services
from actions.ticket_form import Form, new_form
from actions.ticket_taps import begin, go_on
from actions.turn import Turn

TELLING = 6  # words: with fewer a message only announces that something is to be told
ABOUT_A_PROCEDURE = ("question", "feedback_conduct", "feedback_rules", "suggestion")


def offer(track: str, turn: Turn, services: Services) -> Answer:
    """One template per track; without a desk it says whom to call instead."""
    procedure = services.kb.get(turn.entities.get("procedure", ""))
    takes = services.tickets is not None
    replies = phrasing.bubbles(services, f"hotline/{track}", procedure=procedure, takes=takes)
    if takes:
        replies = phrasing.with_buttons(replies, _buttons(track, turn, services))
    return Answer(
        "handed_over", replies, track=track, slots={"candidates": [], **_offered(track, turn, services)}
    )


def which_is_meant(track: str, law: str, turn: Turn, services: Services) -> Answer:
    """Whether a word of the law was meant, or only that something should be put right."""
    titles = services.phrasebook.wording.ticket_titles
    replies = phrasing.bubbles(services, "hotline/which_is_meant", law=law)
    by_law = titles.denounce if law == "denunciation" else titles.complain
    buttons = (
        begin(track, titles.only_feedback),
        Button(by_law, payloads.payload(f"hotline_{law}")),
        phrasing.human(services.phrasebook.wording.titles),
    )
    slots = {"candidates": [], **_offered(track, turn, services)}
    return Answer("handed_over", phrasing.with_buttons(replies, buttons), track=track, slots=slots)


def offered_form(track: str, turn: Turn, words: str) -> Form:
    """A form that is offered: the words that led to it stand in it already, if they tell something."""
    said = words if len(words.split()) >= TELLING else ""
    named = turn.entities.get("procedure", "") if track in ABOUT_A_PROCEDURE else ""
    return new_form(track, said=said, dossier_code=turn.entities.get("dossier_code", ""), procedure=named)


def not_taken_here(turn: Turn, services: Services) -> Answer:
    """A tap on a form where no desk is open."""
    replies = phrasing.bubbles(services, "ticket/not_here")
    titles = services.phrasebook.wording.titles
    return Answer(
        "handed_over", phrasing.with_buttons(replies, (phrasing.menu(titles), phrasing.human(titles)))
    )


def _offered(track: str, turn: Turn, services: Services) -> dict[str, Form]:
    """The slot of the form; one that is open, or was offered before a tap, is left as it is."""
    if services.tickets is None or (turn.form is not None and turn.form.is_open):
        return {}
    tapped = turn.text.startswith("/")
    if tapped and turn.form is not None and not turn.form.sent:
        return {}
    return {"form": offered_form(track, turn, "" if tapped else turn.typed)}


def _buttons(track: str, turn: Turn, services: Services) -> tuple[Button, ...]:
    wording = services.phrasebook.wording
    titles = wording.ticket_titles
    human = phrasing.human(wording.titles)
    waiting = (go_on(services),) if turn.form is not None and turn.form.is_open else ()
    by_law = {"complaint": titles.begin_complaint, "denunciation": titles.begin_sealed}
    if track in by_law:
        only = begin("feedback_conduct", titles.only_feedback)
        return (*waiting, begin(track, by_law[track]), only, human)
    title = titles.begin_suggestion if track in ("suggestion", "feedback_rules") else titles.begin
    return (*waiting, begin(track, title), human)
