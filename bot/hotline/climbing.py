"""A ticket goes to a higher level and finds its owner there."""

from collections.abc import Collection, Sequence

from bot.hotline import repository
from bot.hotline.casework import Case
from bot.hotline.ladder import Card, Roster, choose
from bot.hotline.states import Happened
from bot.ladder import Ladder


async def climb(
    case: Case, ladder: Ladder, roster: Roster, *, text: str = "", without: Collection[int] = ()
) -> bool:
    """To the nearest level above on which somebody may have it; False, and nothing, on the highest.

    Where nobody above may have it, it waits on the next level without an owner.
    """
    levels = ladder.above(case.ticket.level)
    if levels:
        await seat(case, levels, roster, text=text, without=without)
    return bool(levels)


async def seat(
    case: Case, levels: Sequence[str], roster: Roster, *, text: str = "", without: Collection[int] = ()
) -> None:
    """On the first of the levels on which somebody may have it, else on the first without an owner.

    It never goes back to the owner it had, nor to those ``without``.
    """
    ticket, from_level = case.ticket, case.ticket.level
    barred = {*without, *([ticket.owner_id] if ticket.owner_id is not None else [])}
    level, card = await _find(case, levels, roster, barred)
    ticket.climb(level)
    if card is not None:
        ticket.assign(card.id, card.name, card.unit, level)
    data = {"from": from_level, "to": level, "owner": ticket.owner_name, "unit": ticket.unit}
    case.tell(Happened.ESCALATED, text, **data)


async def _find(
    case: Case, levels: Sequence[str], roster: Roster, barred: Collection[int]
) -> tuple[str, Card | None]:
    ticket = case.ticket
    for level in levels:
        cards = roster.get(level, ())
        load = await repository.open_load(case.session, [card.id for card in cards])
        card = choose(cards, ticket.unit, ticket.respondent_unit, barred, load)
        if card is not None:
            return level, card
    return levels[0], None
