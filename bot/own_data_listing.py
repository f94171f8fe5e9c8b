"""Everything that is held of one conversation, for the page that shows it to its person."""

from collections.abc import Awaitable, Callable

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import forgetting as conversations
from bot.conversation.turn import FORGOTTEN
from bot.corrections import forgetting as corrections
from bot.dossiers import forgetting as dossiers
from bot.handover import forgetting as talks
from bot.hotline import repository as tickets
from bot.hotline.model import Ticket
from bot.hotline.states import Outcome, TicketState
from bot.hotline.words import UNHEARD, load_words
from bot.own_data import HeldTicket, Listing
from bot.surveys import forgetting as surveys

# Whether the person of that conversation wants no surveys.
AsksNone = Callable[[AsyncSession, int], Awaitable[bool]]


async def listing_of(session: AsyncSession, number: int, asks_none: AsksNone | None) -> Listing | None:
    """As it is kept now; None for a conversation that is not there."""
    contact = await conversations.contact_of(session, number)
    if contact is None:
        return None
    return Listing(
        channel=contact.channel,
        since=contact.created_at,
        lines=await conversations.lines_of(session, number),
        talks=await talks.lines_of(session, number, FORGOTTEN),
        reports=await corrections.lines_of(session, number),
        dossiers=await dossiers.dossiers_of(session, number),
        tickets=[_ticket(one) for one in await tickets.of_conversation(session, number)],
        invitations=await surveys.invitations_of(session, number),
        asks_no_survey=bool(asks_none and await asks_none(session, number)),
    )


def _ticket(ticket: Ticket) -> HeldTicket:
    unheard = ticket.state == TicketState.CLOSED and ticket.outcome == Outcome.UNHEARD
    standing = load_words().states[UNHEARD if unheard else ticket.state]
    return HeldTicket(ticket.code, ticket.created_at, standing)
