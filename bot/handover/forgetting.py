"""Live conversations with officers forget what was written in them."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.handover.model import Handover, HandoverLine


async def forget_person(session: AsyncSession, conversation_id: int, instead: str) -> None:
    """In the caller's transaction: the words of both sides; that somebody came, and when, stays."""
    talks = select(Handover.id).where(Handover.conversation_id == conversation_id)
    await session.execute(
        update(HandoverLine).where(HandoverLine.handover_id.in_(talks)).values(text=instead)
    )
