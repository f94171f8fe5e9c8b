"""Reports of wrong answers forget the words of the person who made them."""

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.corrections.model import CorrectionRequest
from bot.own_data import Line
from bot.storage.base import table_of
from bot.storage.forgetting import Stale

_REPORTS = table_of(CorrectionRequest)
# That a record was called wrong stays.
STALE_NOTES = Stale(_REPORTS, _REPORTS.c.created_at, {"note": None}, _REPORTS.c.note.is_not(None))


async def held_of(session: AsyncSession, conversation_id: int) -> int:
    """How many of the person's reports still hold words."""
    query = select(func.count()).where(
        CorrectionRequest.conversation_id == conversation_id, CorrectionRequest.note.is_not(None)
    )
    return (await session.scalar(query)) or 0


async def lines_of(session: AsyncSession, conversation_id: int) -> list[Line]:
    """The words of the person's reports."""
    query = select(CorrectionRequest.created_at, CorrectionRequest.note).where(
        CorrectionRequest.conversation_id == conversation_id, CorrectionRequest.note.is_not(None)
    )
    found = await session.execute(query.order_by(CorrectionRequest.id))
    return [Line(at, "citizen", note or "") for at, note in found]


async def forget_person(session: AsyncSession, conversation_id: int) -> None:
    """In the caller's transaction; that a record was called wrong stays, so that it is looked into."""
    await session.execute(
        update(CorrectionRequest)
        .where(CorrectionRequest.conversation_id == conversation_id)
        .values(note=None)
    )
