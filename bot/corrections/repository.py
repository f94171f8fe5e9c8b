"""Every query on correction requests."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.corrections.model import CorrectionRequest


async def latest_open(
    session: AsyncSession, conversation_id: int, procedure: str
) -> CorrectionRequest | None:
    """The report on that procedure which the conversation made last and nobody has settled."""
    statement = (
        select(CorrectionRequest)
        .where(
            CorrectionRequest.conversation_id == conversation_id,
            CorrectionRequest.procedure == procedure,
            CorrectionRequest.settled_at.is_(None),
        )
        .order_by(CorrectionRequest.id.desc())
        .limit(1)
    )
    return (await session.scalars(statement)).first()


async def all_open(session: AsyncSession) -> Sequence[CorrectionRequest]:
    """What officers still have to look at, oldest first."""
    statement = select(CorrectionRequest).where(CorrectionRequest.settled_at.is_(None))
    return (await session.scalars(statement.order_by(CorrectionRequest.id))).all()
