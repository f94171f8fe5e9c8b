"""Live conversations with officers forget what was written in them."""

from typing import Literal, cast

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.handover.model import Handover, HandoverLine
from bot.own_data import Line


async def lines_of(session: AsyncSession, conversation_id: int, without: str) -> list[Line]:
    """What the person and officers wrote to each other; lines with nothing but those words are left out."""
    query = (
        select(HandoverLine.at, HandoverLine.by, HandoverLine.text)
        .join(Handover, Handover.id == HandoverLine.handover_id)
        .where(Handover.conversation_id == conversation_id, HandoverLine.text.not_in(("", without)))
        .order_by(HandoverLine.id)
    )
    found = await session.execute(query)
    return [Line(at, cast("Literal['citizen', 'officer']", by), text) for at, by, text in found]


async def forget_person(session: AsyncSession, conversation_id: int, instead: str) -> None:
    """In the caller's transaction: the words of both sides; that somebody came, and when, stays."""
    talks = select(Handover.id).where(Handover.conversation_id == conversation_id)
    await session.execute(
        update(HandoverLine).where(HandoverLine.handover_id.in_(talks)).values(text=instead)
    )
