"""A person's own tickets: where they stand, more words for one, taking one back, whether it helped."""

from collections.abc import Sequence

from actions import phrasing
from actions.answer import Answer, Button, Outcome
from actions.base import GuidanceAction
from actions.hotline_offer import not_taken_here
from actions.phrasing import BUTTONS_PER_REPLY
from actions.ticket_sight import Sight, Trouble
from actions.ticket_taps import ADD, KEEP, NO, OWN, STATUS, VERDICT, WITHDRAW, YES, begin, own
from actions.ticket_wording import TicketTitles
from actions.turn import Turn
from actions.wording import Titles
from bot.hotline.states import DONE
from bot.hotline.view import PublicView
from bot.hotline.words import load_words


class TicketOwn(GuidanceAction):
    """What was sent from this very conversation; others' tickets are reached by code and PIN alone."""

    action_name = "action_ticket_own"
    intents = OWN

    def answer(self, turn: Turn) -> Answer:
        """What the frame found, or what it did."""
        sight = turn.ticket
        if sight is None:
            return not_taken_here(turn, self.services)
        if sight.trouble is Trouble.DOWN:
            return self._said("ticket/unavailable", "handed_over", (), phrasing.human(self._titles))
        if sight.changed is not None:
            return self._changed(turn, sight.changed)
        ticket = self._meant(turn, sight)
        if ticket is None:
            return self._which(turn, sight)
        return self._about(turn, ticket, sight)

    def _about(self, turn: Turn, ticket: PublicView, sight: Sight) -> Answer:
        """One ticket: what was asked for first, else where it stands."""
        if turn.intent == ADD and sight.trouble is None:
            return self._asks_for_words(ticket, "ticket/add")
        if turn.intent == WITHDRAW and ticket.may_withdraw:
            return self._asks_once_more(ticket)
        if turn.intent == KEEP:
            see = own(STATUS, ticket.code, self._own.see)
            return self._said("ticket/kept", "chatted", (ticket,), see, phrasing.menu(self._titles))
        return self._shown(ticket, refused=sight.trouble is Trouble.REFUSED)

    def _changed(self, turn: Turn, ticket: PublicView) -> Answer:
        """The person's own deed is told as done; a no is asked for its reason, which no answer needs."""
        see = own(STATUS, ticket.code, self._own.see)
        if turn.intent == VERDICT and turn.entities.get("solved") == NO:
            return self._asks_for_words(ticket, "ticket/reopened")
        template = {ADD: "ticket/added", WITHDRAW: "ticket/withdrawn", VERDICT: "ticket/solved"}[turn.intent]
        return self._said(template, "answered", (ticket,), see, phrasing.menu(self._titles))

    def _asks_for_words(self, ticket: PublicView, template: str) -> Answer:
        return self._said(
            template, "asked_back_situation", (ticket,), own(KEEP, ticket.code, self._own.nothing_to_add)
        )

    def _asks_once_more(self, ticket: PublicView) -> Answer:
        sure = own(WITHDRAW, ticket.code, self._own.withdraw, sure=YES)
        keep = own(KEEP, ticket.code, self._own.keep)
        return self._said("ticket/withdraw", "asked_back_situation", (ticket,), sure, keep)

    def _shown(self, ticket: PublicView, *, refused: bool) -> Answer:
        replies = phrasing.bubbles(
            self.services,
            "ticket/status",
            ticket=ticket,
            track=self.services.tracks[ticket.track],
            state=load_words().standing(ticket),
            last=next((one for one in reversed(ticket.events) if one.text and one.by != "citizen"), None),
            refused=refused,
        )
        shown = phrasing.with_buttons(replies, self._can(ticket))
        return Answer("answered_status", shown, track=ticket.track, slots={"candidates": []})

    def _can(self, ticket: PublicView) -> Sequence[Button]:
        """What the state of the ticket allows."""
        human = phrasing.human(self._titles)
        if ticket.may_judge:
            return (
                self._judge(ticket, YES, self._own.solved),
                self._judge(ticket, NO, self._own.not_solved),
                human,
            )
        if ticket.state in DONE:
            return (self._judge(ticket, NO, self._own.reopen), human)
        if ticket.may_withdraw:
            add, withdraw = (
                own(ADD, ticket.code, self._own.add),
                own(WITHDRAW, ticket.code, self._own.withdraw),
            )
            return (add, withdraw, human)
        return (phrasing.menu(self._titles), human)

    def _judge(self, ticket: PublicView, solved: str, title: str) -> Button:
        return own(VERDICT, ticket.code, title, solved=solved)

    def _meant(self, turn: Turn, sight: Sight) -> PublicView | None:
        """The ticket that is named; where none is, the only one that there is."""
        code = turn.entities.get("ticket", "")
        return sight.ticket(code) if code or len(sight.mine) != 1 else sight.mine[0]

    def _which(self, turn: Turn, sight: Sight) -> Answer:
        """Several are told apart by their codes; of another person's nothing is said but where to look."""
        code = turn.entities.get("ticket", "")
        shown = sight.mine[:BUTTONS_PER_REPLY]
        replies = phrasing.bubbles(
            self.services,
            "ticket/mine",
            code=code,
            tickets=shown,
            count=len(sight.mine),
            tracks=self.services.tracks,
            standing=load_words().standing,
        )
        buttons = [own(STATUS, one.code, self._own.see_other.format(code=one.code)) for one in shown]
        others = (
            begin("suggestion", self._own.begin),
            phrasing.menu(self._titles),
            phrasing.human(self._titles),
        )
        return Answer(
            "answered_status", phrasing.with_buttons(replies, buttons or others), slots={"candidates": []}
        )

    def _said(self, template: str, outcome: Outcome, of: Sequence[PublicView], *buttons: Button) -> Answer:
        replies = phrasing.bubbles(self.services, template, ticket=next(iter(of), None))
        return Answer(outcome, phrasing.with_buttons(replies, buttons), slots={"candidates": []})

    @property
    def _titles(self) -> Titles:
        return self.services.phrasebook.wording.titles

    @property
    def _own(self) -> TicketTitles:
        return self.services.phrasebook.wording.ticket_titles
