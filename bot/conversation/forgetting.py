"""A conversation forgets what was said in it."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import InboxMessage, Turn
from bot.conversation.outbox import ON_ITS_WAY, OutboxMessage
from bot.conversation.turn import FORGOTTEN


async def forget_talk(session: AsyncSession, conversation_id: int, until: datetime) -> None:
    """Words of both sides, in the caller's transaction; that there were messages, and when, stays.

    What is not answered or not sent yet is left alone.
    """
    await session.execute(
        update(Turn)
        .where(Turn.conversation_id == conversation_id, Turn.created_at <= until, Turn.text.is_not(None))
        .values(text=FORGOTTEN)
    )
    await session.execute(
        update(InboxMessage)
        .where(
            InboxMessage.conversation_id == conversation_id,
            InboxMessage.handled_at <= until,
            InboxMessage.text.is_not(None),
        )
        .values(text=FORGOTTEN)
    )
    await session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.conversation_id == conversation_id,
            OutboxMessage.created_at <= until,
            OutboxMessage.state.not_in(ON_ITS_WAY),
        )
        .values(body={"text": FORGOTTEN, "buttons": [], "images": []}, instead=None)
    )
