"""The frame's way to the tickets' desk, before the action answers: actions themselves reach for nothing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions import ticket_form
from actions.services import Services, TicketDesk
from actions.ticket_draft import draft_of
from actions.ticket_form import Form
from actions.ticket_heard import heard
from actions.ticket_sight import Sight, Trouble
from actions.ticket_taps import ADD, FORMS, NO, OWN, SEND, VERDICT, WITHDRAW, YES
from actions.ticket_told import UNCLAIMED, as_tap, may_answer_officer
from actions.turn import Turn
from bot.hotline.states import TicketState, TransitionRefused
from bot.hotline.view import PublicView
from bot.storage.errors import StorageUnavailable

SLOT = "form"


def with_form(turn: Turn, services: Services) -> Turn:
    """The turn with the form that is open, and with the phone number that was hidden on its way."""
    desk = services.tickets
    if desk is None:
        return turn
    phone = desk.unlock(turn.phone) if turn.phone else None
    return replace(turn, form=_unlocked(turn, desk), phone=phone)


async def with_ticket(turn: Turn, person: str, services: Services) -> Turn:
    """The turn, which knows its form, with what came of it at the desk where it is for one.

    Words that answer a form or speak of a ticket become the tap that they stand for.
    """
    desk = services.tickets
    if desk is None:
        return turn
    meant = heard(turn, services)
    meant = await _for_own(meant, turn, person, desk)
    if meant.intent not in (*FORMS, *OWN):
        return turn
    return replace(meant, ticket=await _done(meant, person, services, desk))


def remembered(turn: Turn, slots: Mapping[str, Any], services: Services) -> dict[str, Any]:
    """The slots with the form as it may be kept; one that listened waits once something else was answered."""
    form = slots[SLOT] if SLOT in slots else _waiting(turn)
    desk = services.tickets
    others = {name: value for name, value in slots.items() if name != SLOT}
    if desk is None or (form is None and turn.known_form is None):
        return others
    return {**others, SLOT: desk.lock(ticket_form.written(form)) if form else None}


def _waiting(turn: Turn) -> Form | None:
    form = turn.form
    if form is None or turn.ticket is not None:
        return form
    return None if form.sent else form.waiting()


def _unlocked(turn: Turn, desk: TicketDesk) -> Form | None:
    text = desk.unlock(turn.known_form) if turn.known_form else None
    return ticket_form.read(text) if text else None


async def _for_own(meant: Turn, turn: Turn, person: str, desk: TicketDesk) -> Turn:
    """What is said without naming a ticket, with the one that it must be of; else the turn as it came."""
    unnamed = meant.intent == VERDICT and "ticket" not in meant.entities
    if not unnamed and not (meant is turn and turn.intent.startswith((*UNCLAIMED, "hotline_"))):
        return meant
    try:
        own = await desk.mine(person)
    except (StorageUnavailable, TransitionRefused):
        return turn
    judged = [one.code for one in own if one.may_judge]
    if unnamed and len(judged) == 1:
        return meant.with_entities({**meant.entities, "ticket": judged[0]})
    asked = [one.code for one in own if one.state is TicketState.WAITING_FOR_CITIZEN]
    asking = [one for one in own if one.code in asked and may_answer_officer(turn, one.track)]
    if len(asked) == 1 and asking:
        return as_tap(turn, ADD, ticket=asked[0], words=turn.typed)
    return turn


async def _done(turn: Turn, person: str, services: Services, desk: TicketDesk) -> Sight:
    """What came of the turn at the desk."""
    try:
        return await _visit(turn, person, services, desk)
    except StorageUnavailable:
        return Sight(trouble=Trouble.DOWN)
    except TransitionRefused:
        return await _refused(person, desk)


async def _refused(person: str, desk: TicketDesk) -> Sight:
    """What stands instead, where the desk knows the person at all."""
    try:
        return Sight(mine=await desk.mine(person), trouble=Trouble.REFUSED)
    except (StorageUnavailable, TransitionRefused):
        return Sight(trouble=Trouble.REFUSED)


async def _visit(turn: Turn, person: str, services: Services, desk: TicketDesk) -> Sight:
    form, now = turn.form, services.now()
    if turn.intent == SEND and form is not None and form.id == turn.entities.get("form"):
        draft = draft_of(form, services)
        return Sight(opened=await desk.open(person, draft, form.files, now=now))
    if turn.intent not in OWN:
        return Sight()
    changed = await _changed(turn, person, services, desk)
    return Sight(mine=await desk.mine(person), changed=changed)


async def _changed(turn: Turn, person: str, services: Services, desk: TicketDesk) -> PublicView | None:
    """The ticket after what the person does to it; None where nothing is done, or not yet."""
    code, told, now = turn.entities.get("ticket", ""), turn.entities.get("words", ""), services.now()
    if turn.intent == ADD and told:
        return await desk.add(person, code, told, now=now)
    if turn.intent == WITHDRAW and "sure" in turn.entities:
        return await desk.withdraw(person, code, told, now=now)
    if turn.intent == VERDICT and turn.entities.get("solved") in (YES, NO):
        return await desk.verdict(person, code, turn.entities["solved"] == YES, told, now=now)
    return None
