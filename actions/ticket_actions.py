"""The form: opening it, answering it, changing it, dropping it, sending it."""

from actions import phrasing
from actions.answer import Answer, Button
from actions.base import GuidanceAction
from actions.hotline_offer import not_taken_here
from actions.ticket_asked import ask_on, is_sealed, said_in_form, which_to_change
from actions.ticket_form import Form, new_form, question
from actions.ticket_opened import opened, unsent
from actions.ticket_taking import not_taken, take
from actions.ticket_taps import ANSWER, DROP, EDIT, FORM, SEND, begin, go_on, own_tickets
from actions.turn import Turn


class TicketForm(GuidanceAction):
    """One matter told step by step; nothing leaves before it is read back and sent."""

    action_name = "action_ticket_form"
    intents = (FORM, ANSWER, EDIT, DROP)

    def answer(self, turn: Turn) -> Answer:
        """The next question; of a form that is no longer open it says so."""
        if self.services.tickets is None:
            return not_taken_here(turn, self.services)
        if turn.intent == FORM:
            return self._begin(turn)
        form = turn.form
        if form is None or not form.is_open:
            return not_taken(turn, self.services) or self._nothing_open()
        if turn.intent == DROP:
            return self._drop(form)
        return self._change(turn, form) if turn.intent == EDIT else take(turn, form, self.services)

    def _begin(self, turn: Turn) -> Answer:
        """The form that was offered, a new one, or the one that is open; two at a time are asked about."""
        form, track = turn.form, turn.entities.get("track", "")
        is_open = form is not None and form.is_open
        if form is not None and is_open and track in ("", form.track):
            return ask_on(form, self.services)
        if track not in self.services.tracks or self.services.tracks[track].intake == "guide":
            return self._nothing_open()
        if form is not None and is_open and form.answers and "new" not in turn.entities:
            return self._one_is_open(track)
        offered = form is not None and not form.sent and not is_open
        fresh = form if form is not None and offered and form.track == track else _fresh(track, turn)
        return ask_on(fresh, self.services, notes=("ticket/begun",), sealed=is_sealed(track, self.services))

    def _change(self, turn: Turn, form: Form) -> Answer:
        chosen = question(self.services.tracks[form.track], turn.entities.get("question", ""))
        if chosen is None:
            return which_to_change(form, self.services)
        return ask_on(form.change(chosen.id), self.services)

    def _drop(self, form: Form) -> Answer:
        replies = phrasing.bubbles(self.services, "ticket/dropped")
        titles = self.services.phrasebook.wording.titles
        shown = phrasing.with_buttons(replies, (phrasing.menu(titles), phrasing.human(titles)))
        return said_in_form(None, form.track, shown, self.services, "chatted")

    def _one_is_open(self, track: str) -> Answer:
        replies = phrasing.bubbles(self.services, "ticket/one_is_open")
        new = begin(track, self.services.phrasebook.wording.ticket_titles.new, new="1")
        return Answer("chatted", phrasing.with_buttons(replies, (go_on(self.services), new)))

    def _nothing_open(self) -> Answer:
        replies = phrasing.bubbles(self.services, "ticket/nothing_open")
        titles = self.services.phrasebook.wording.titles
        buttons: tuple[Button, ...] = (own_tickets(self.services), phrasing.menu(titles))
        return Answer("chatted", phrasing.with_buttons(replies, buttons))


class TicketSend(GuidanceAction):
    """The form becomes a ticket, or a sealed report."""

    action_name = "action_ticket_send"
    intents = (SEND,)

    def answer(self, turn: Turn) -> Answer:
        """Code, PIN, promised day and what comes next; where the desk does not answer, all stays as told."""
        form, sight = turn.form, turn.ticket
        if form is not None and sight is not None and sight.opened is not None:
            return opened(form, sight.opened, self.services)
        if form is not None and sight is not None and sight.trouble is not None:
            return unsent(form, self.services)
        replies = phrasing.bubbles(self.services, "ticket/nothing_open")
        menu = phrasing.menu(self.services.phrasebook.wording.titles)
        return Answer("chatted", phrasing.with_buttons(replies, (own_tickets(self.services), menu)))


def _fresh(track: str, turn: Turn) -> Form:
    """A new form on what was being told when another one was offered."""
    offered = turn.form if turn.form is not None and not turn.form.begun else None
    if offered is None:
        return new_form(track)
    return new_form(track, said=offered.said, dossier_code=offered.dossier_code, procedure=offered.procedure)
