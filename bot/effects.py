"""What an answer changes beside its replies, in the same transaction as its turn."""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

logger = logging.getLogger("chidan.effects")


class Effect(msgspec.Struct, frozen=True):
    """One change, by its kind; what the data hold is between the action and the feature."""

    kind: str
    data: dict[str, str] = {}


@dataclass(frozen=True)
class Occasion:
    """The turn that an effect comes from; the text is masked."""

    conversation_id: int
    turn_id: int
    text: str | None
    now: datetime


EffectHandler = Callable[[AsyncSession, Effect, Occasion], Awaitable[None]]
EffectHandlers = Mapping[str, EffectHandler]


async def apply_effects(
    session: AsyncSession, effects: Sequence[Effect], occasion: Occasion, handlers: EffectHandlers
) -> None:
    """Hands each effect to its feature; one that nobody takes is logged and changes nothing."""
    for effect in effects:
        handler = handlers.get(effect.kind)
        if handler is None:
            logger.error("turn %d: nobody takes the effect %r", occasion.turn_id, effect.kind)
            continue
        await handler(session, effect, occasion)
