"""What all features hold of one person, told and forgotten in one piece."""

from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import forgetting as conversations
from bot.conversation.proactive import conversation_of
from bot.conversation.turn import FORGOTTEN
from bot.corrections import forgetting as corrections
from bot.dossiers import forgetting as dossiers
from bot.effects import Effect, EffectHandlers, Occasion
from bot.handover import forgetting as talks
from bot.hotline import repository as tickets
from bot.hotline.photo_shelf import PhotoShelf
from bot.own_data import FORGET_ME, Held
from bot.storage.database import Database
from bot.surveys import forgetting as surveys

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class OwnData:
    """Tickets and sealed reports are records and stay; so do dossiers and answers without a name."""

    def __init__(self, db: Database, shelf: PhotoShelf | None) -> None:
        """Without a ``shelf`` nobody hands photos over."""
        self._db = db
        self._shelf = shelf

    @property
    def effects(self) -> EffectHandlers:
        """What turns change here."""
        return {FORGET_ME: self._forget}

    async def held(self, person: str) -> Held:
        """What is held of the conversation that Rasa knows by that name; raises StorageUnavailable."""
        async with self._db.reading() as session:
            number = await conversation_of(session, person)
            if number is None:
                return Held()
            messages, since = await conversations.held_of(session, number)
            followed, proved = await dossiers.held_of(session, number)
            return Held(
                messages=messages,
                since=since.astimezone(VIETNAM).date() if since else None,
                followed=followed,
                proved=proved,
                reports=await corrections.held_of(session, number),
                tickets=tuple(one.code for one in await tickets.of_conversation(session, number)),
            )

    async def _forget(self, session: AsyncSession, _effect: Effect, occasion: Occasion) -> None:
        number = occasion.conversation_id
        await dossiers.forget_person(session, number)
        await surveys.forget_person(session, number)
        await corrections.forget_person(session, number)
        await talks.forget_person(session, number, FORGOTTEN)
        known_as = await conversations.forget_person(session, number, occasion.now)
        if self._shelf:
            # Not undone if the transaction fails: the photos belong to no ticket and are asked for again.
            await self._shelf.forget_person(known_as)
