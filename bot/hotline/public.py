"""What the citizen sees of a ticket: whose turn it is, by when, and what was said to him."""

from collections.abc import Sequence

from bot.hotline.hours import local_day
from bot.hotline.model import TicketEvent
from bot.hotline.promise import TicketPromise
from bot.hotline.states import Happened, TicketState
from bot.hotline.view import PublicEvent, PublicView, TicketView

# What the citizen reads of the history, and of these the kinds whose words are meant for him.
_SHOWN = frozenset(Happened) - {
    Happened.NOTED,
    Happened.REMINDED,
    Happened.PROMISE_KEPT,
    Happened.PROMISE_BROKEN,
    Happened.OWNER_LEFT,
    Happened.NOT_REACHED,
    Happened.MERGED_HERE,
    Happened.VIEWED,
    Happened.SEALED,
}
_SPOKEN = frozenset(
    {
        Happened.ADDED,
        Happened.REPLIED,
        Happened.ASKED_CITIZEN,
        Happened.CITIZEN_ANSWERED,
        Happened.ANSWERED,
        Happened.CLOSED,
        Happened.REOPENED,
        Happened.WITHDRAWN,
        Happened.TRANSFERRED,
    }
)
# By which of them a citizen reckons: the end of the matter, else the first word of it.
_TOLD = ("solution", "first_reply", "triage")


def told_promise(promises: Sequence[TicketPromise]) -> TicketPromise | None:
    """The promise that a citizen is told of: the first that is still owed, else the last that was."""
    valid = [one for one in promises if one.void_at is None]
    # Once it is broken it is made again inside the house; the citizen was given the first day.
    in_order = sorted(valid, key=lambda one: (not one.is_owed, one.id if one.is_owed else -one.id))
    return next((one for kind in _TOLD for one in in_order if one.kind == kind), None)


def public_view(full: TicketView, goes_on_as: TicketView | None = None) -> PublicView:
    """``goes_on_as`` is the ticket that it was merged into: its answer is this one's, too."""
    ticket = full.ticket
    speaking = goes_on_as or full
    promise = told_promise(speaking.promises)
    runs = promise is not None and promise.is_running
    return PublicView(
        code=ticket.code,
        track=ticket.track,
        state=TicketState(ticket.state),
        summary=ticket.summary,
        created_at=ticket.created_at,
        unit=speaking.ticket.unit,
        promised=local_day(promise.due_at) if promise is not None and runs else None,
        expected=promise is not None and promise.expected,
        late=promise is not None and runs and promise.broken_at is not None,
        events=[*_events(full.events), *(_events(goes_on_as.events, spoken_only=True) if goes_on_as else ())],
        outcome=speaking.ticket.outcome,
        done=speaking.ticket.done,
        verdict=ticket.verdict,
        reopened=ticket.reopened,
        merged_into=full.merged_into,
    )


def _events(events: Sequence[TicketEvent], *, spoken_only: bool = False) -> list[PublicEvent]:
    """Of another's ticket only what officers said, never what its own citizen told."""
    wanted = {Happened.REPLIED, Happened.ANSWERED} if spoken_only else _SHOWN
    return [
        PublicEvent(
            at=event.at,
            kind=event.kind,
            by=event.actor_kind,
            text=event.text if event.kind in _SPOKEN else "",
            unit=str(event.data.get("unit", "")),
        )
        for event in events
        if event.kind in wanted
    ]
