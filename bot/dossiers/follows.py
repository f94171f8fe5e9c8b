"""Following a dossier: consent is recorded with the turn that gives it, ended with the one that ends it."""

import logging

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers import repository
from bot.dossiers.limits import REMEMBERED
from bot.dossiers.model import DossierFollow
from bot.effects import Effect, EffectHandlers, Occasion

FOLLOW = "dossier_follow"  # data: code, wording (the version of the words that were agreed to)
UNFOLLOW = "dossier_unfollow"  # data: code

logger = logging.getLogger("chidan.dossiers")


async def follow(session: AsyncSession, effect: Effect, occasion: Occasion) -> None:
    """Binds the conversation to a dossier whose holder it has proved to be lately; else changes nothing."""
    held = await repository.lock_held(session, occasion.conversation_id, effect.data["code"])
    if held is not None and held.follow is not None:
        return
    if held is None or occasion.now - held.holder.verified_at > REMEMBERED:
        logger.warning("turn %d: follows a dossier without having proved anything", occasion.turn_id)
        return
    wording = effect.data["wording"]
    session.add(DossierFollow(holder_id=held.holder.id, wording=wording, followed_at=occasion.now))


async def unfollow(session: AsyncSession, effect: Effect, occasion: Occasion) -> None:
    """Ends it; notices that still wait are not sent."""
    held = await repository.lock_held(session, occasion.conversation_id, effect.data["code"])
    if held is not None and held.follow is not None:
        held.follow.end(occasion.now)


EFFECTS: EffectHandlers = {FOLLOW: follow, UNFOLLOW: unfollow}
