"""What all features hold of one person, told and forgotten in one piece."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock, utc_now
from bot.conversation import forgetting as conversations
from bot.conversation.proactive import conversation_of
from bot.conversation.turn import FORGOTTEN
from bot.corrections import forgetting as corrections
from bot.dossiers import forgetting as dossiers
from bot.effects import Effect, EffectHandlers, Occasion
from bot.handover import forgetting as talks
from bot.hotline import repository as tickets
from bot.hotline.photo_shelf import PhotoShelf
from bot.own_data import FORGET_ME, Held, Listing
from bot.own_data_keys import Opened, OwnDataKeys
from bot.own_data_listing import AsksNone, listing_of
from bot.own_data_pages import OwnDataPages
from bot.storage.database import Database
from bot.surveys import forgetting as surveys

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class OwnData:
    """Tickets and sealed reports are records and stay; so do dossiers and answers without a name."""

    def __init__(
        self,
        db: Database,
        shelf: PhotoShelf | None,
        secret: str | None = None,
        asks_none: AsksNone | None = None,
    ) -> None:
        """Without a ``shelf`` nobody hands photos over; without a ``secret`` there is no page."""
        self._db = db
        self._shelf = shelf
        self._keys = OwnDataKeys(secret) if secret else None
        self._asks_none = asks_none

    @property
    def effects(self) -> EffectHandlers:
        """What turns change here."""
        return {FORGET_ME: self._forget}

    def setup(self, app: web.Application, clock: Clock = utc_now) -> None:
        """Adds ``/du-lieu/…``."""
        if self._keys:
            app.router.add_routes(OwnDataPages(self, clock).routes())

    async def held(self, person: str, *, now: datetime) -> Held:
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
                key=self._keys.key_of(number, person, now) if self._keys else "",
            )

    async def opens(self, key: str, now: datetime) -> datetime | None:
        """Until when the key opens the page; None for a wrong or old one. Raises StorageUnavailable."""
        async with self._db.reading() as session:
            opened = await self._opened(session, key, now)
            return opened.until if opened else None

    async def listing(self, key: str, now: datetime) -> Listing | None:
        """All that is held; None for a wrong or old key. Raises StorageUnavailable."""
        async with self._db.reading() as session:
            opened = await self._opened(session, key, now)
            return await listing_of(session, opened.conversation_id, self._asks_none) if opened else None

    async def _opened(self, session: AsyncSession, key: str, now: datetime) -> Opened | None:
        opened = self._keys.read(key) if self._keys else None
        if self._keys is None or opened is None:
            return None
        person = await conversations.name_of(session, opened.conversation_id)
        right = person is not None and self._keys.proves(key, opened, person, now)
        return opened if right else None

    async def _forget(self, session: AsyncSession, _effect: Effect, occasion: Occasion) -> None:
        await self.forget(session, occasion.conversation_id, occasion.now)

    async def forget(self, session: AsyncSession, number: int, now: datetime) -> None:
        """Everything from before that moment, in the caller's transaction."""
        await dossiers.forget_person(session, number)
        await surveys.forget_person(session, number)
        await corrections.forget_person(session, number)
        await talks.forget_person(session, number, FORGOTTEN)
        known_as = await conversations.forget_person(session, number, now)
        if self._shelf:
            # Not undone if the transaction fails: the photos belong to no ticket and are asked for again.
            await self._shelf.forget_person(known_as)
