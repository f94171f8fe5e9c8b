"""The buttons of a form and of a ticket: what each means."""

from actions import payloads
from actions.answer import Button
from actions.services import Services
from actions.ticket_form import Form

FORM, ANSWER, EDIT, DROP, SEND = "ticket_form", "ticket_answer", "ticket_edit", "ticket_drop", "ticket_send"
STATUS, ADD, KEEP = "ticket_status", "ticket_add", "ticket_keep"
WITHDRAW, VERDICT = "ticket_withdraw", "ticket_verdict"
FORMS = (FORM, ANSWER, EDIT, DROP, SEND)
OWN = (STATUS, ADD, KEEP, WITHDRAW, VERDICT)

SKIPPED, NOBODY = "skip", "nobody"
YES, NO = "yes", "no"


def begin(track: str, title: str, **entities: str) -> Button:
    """The button that opens the form of that track."""
    return Button(title, payloads.payload(FORM, track=track, **entities))


def go_on(services: Services) -> Button:
    """The way back into the open form."""
    return Button(services.phrasebook.wording.ticket_titles.go_on, payloads.payload(FORM))


def option(question_id: str, index: int, title: str) -> Button:
    """One of the answers that the question offers."""
    return Button(title, payloads.payload(ANSWER, question=question_id, option=str(index)))


def skip(question_id: str, title: str) -> Button:
    """No answer, or no other one than stands already."""
    return Button(title, payloads.payload(ANSWER, question=question_id, option=SKIPPED))


def drop(services: Services) -> Button:
    """The end of the form without sending it."""
    return Button(services.phrasebook.wording.ticket_titles.drop, payloads.payload(DROP))


def edit(title: str, question_id: str = "") -> Button:
    """To change one answer, or to choose which."""
    entities = {"question": question_id} if question_id else {}
    return Button(title, payloads.payload(EDIT, **entities))


def send(form: Form, title: str) -> Button:
    """Sends this very form, however late it is tapped."""
    return Button(title, payloads.payload(SEND, form=form.id))


def own_tickets(services: Services) -> Button:
    """The person's own tickets."""
    return Button(services.phrasebook.wording.ticket_titles.mine, payloads.payload(STATUS))


def own(intent: str, code: str, title: str, **entities: str) -> Button:
    """The button that means this of the ticket with that code."""
    return Button(title, payloads.payload(intent, ticket=code, **entities))
