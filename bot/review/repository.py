"""Every query of the review desk; turns are only read."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Turn
from bot.conversation.outcomes import Outcome
from bot.conversation.turn import WORDLESS
from bot.review.model import TurnLabel

LOW = 0.6
# Older turns are not looked at: the search stays quick however long the log is.
LOOKED_AT = 20_000


def unknown() -> ColumnElement[bool]:
    """Turns that nobody understood."""
    return Turn.outcome == Outcome.UNKNOWN


def unsure() -> ColumnElement[bool]:
    """Turns that were answered although intent or procedure was hardly more than a guess."""
    intent = Turn.meta["intent_confidence"].as_float()
    procedure = Turn.meta[("procedure", "confidence")].as_float()
    return and_(Turn.outcome != Outcome.UNKNOWN, or_(intent < LOW, procedure < LOW))


async def doubtful(session: AsyncSession, kind: ColumnElement[bool], limit: int) -> Sequence[Turn]:
    """Typed turns of that kind that nobody has judged, the newest first."""
    newest = await session.scalar(select(func.max(Turn.id))) or 0
    judged = select(TurnLabel.turn_id).where(TurnLabel.turn_id == Turn.id).exists()
    typed = and_(
        Turn.text.is_not(None), Turn.text != "", Turn.text.not_in(WORDLESS), ~Turn.text.startswith("/")
    )
    query = select(Turn).where(Turn.id > newest - LOOKED_AT, kind, typed, ~judged)
    return (await session.scalars(query.order_by(Turn.id.desc()).limit(limit))).all()


async def label_of(session: AsyncSession, turn_id: int) -> TurnLabel | None:
    """The judgement on that turn, locked."""
    query = select(TurnLabel).where(TurnLabel.turn_id == turn_id).with_for_update()
    return (await session.scalars(query)).one_or_none()


async def lessons(session: AsyncSession) -> Sequence[TurnLabel]:
    """The judgements that teach something, in the order of what they teach."""
    query = select(TurnLabel).where(TurnLabel.intent.is_not(None))
    return (await session.scalars(query.order_by(TurnLabel.intent, TurnLabel.procedure, TurnLabel.id))).all()


async def text_of(session: AsyncSession, turn_id: int) -> str | None:
    """The masked words of a turn; None where there is none of that number."""
    return await session.scalar(select(Turn.text).where(Turn.id == turn_id))


async def count_lessons(session: AsyncSession) -> int:
    """How many judgements teach something."""
    query = select(func.count()).select_from(TurnLabel).where(TurnLabel.intent.is_not(None))
    return await session.scalar(query) or 0
