"""What is said once a form was sent, or could not be."""

from actions import phrasing
from actions.answer import Answer, Outcome
from actions.services import Services
from actions.ticket_asked import is_sealed, said_in_form, shown_once
from actions.ticket_form import Form
from actions.ticket_taps import STATUS, drop, own, send
from bot.hotline.view import Opened


def opened(form: Form, ticket: Opened, services: Services) -> Answer:
    """Code, PIN, promised day, what comes next; a sealed one is handed over, and is no ticket to speak of."""
    wording = services.phrasebook.wording
    replies = phrasing.bubbles(
        services,
        "ticket/sealed" if ticket.sealed else "ticket/opened",
        ticket=ticket,
        track=services.tracks[form.track],
        anonymous=_is_anonymous(form, services),
    )
    # The first bubble has code and PIN; a sealed one is not kept as a whole.
    private = shown_once(replies[:1], "ticket/pin_not_kept", services)
    menu = phrasing.menu(wording.titles)
    see = () if ticket.sealed else (own(STATUS, ticket.code, wording.ticket_titles.see),)
    shown = phrasing.with_buttons((*private, *replies[1:]), (*see, menu))
    outcome: Outcome = "handed_over" if ticket.sealed else "opened_ticket"
    return said_in_form(form.over(), form.track, shown, services, outcome)


def unsent(form: Form, services: Services) -> Answer:
    """Nothing was sent and nothing is lost."""
    titles = services.phrasebook.wording.ticket_titles
    replies = phrasing.bubbles(services, "ticket/unsent", sealed=is_sealed(form.track, services))
    human = phrasing.human(services.phrasebook.wording.titles)
    shown = phrasing.with_buttons(replies, (send(form, titles.send_again), drop(services), human))
    return said_in_form(form, form.track, shown, services, "handed_over")


def _is_anonymous(form: Form, services: Services) -> bool:
    contact = (one.id for one in services.tracks[form.track].questions if one.kind == "contact")
    return not any(form.answers.get(question) for question in contact)
