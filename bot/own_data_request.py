"""A request for deletion that came on paper or by phone: who is meant, what is held, and its deletion."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation import forgetting as conversations
from bot.hotline import repository as tickets
from bot.hotline.codes import tidy
from bot.hotline.photo_shelf import PhotoShelf
from bot.own_data import Held
from bot.own_data_wiring import OwnData
from bot.staff.audit import audit
from bot.storage.database import Database

ACTION = "person_forgotten"
WEBCHAT = "webchat"


class NobodyFound(Exception):
    """The line names no conversation; it says nothing of what was typed."""

    def __str__(self) -> str:
        """For whoever typed it."""
        return "nobody is known by that; a ticket that came by phone or letter leads to nobody"


class ForgetRequest:
    """Everything raises StorageUnavailable."""

    def __init__(self, db: Database, shelf: PhotoShelf) -> None:
        """``shelf`` holds photos that were not handed in yet."""
        self._db = db
        self._own = OwnData(db, shelf)

    async def find(self, asked: str) -> int:
        """The conversation that the line names: code of a ticket, channel and key, or a web session."""
        words = asked.split()
        async with self._db.reading() as session:
            number = await _number(session, words)
        if number is None:
            raise NobodyFound
        return number

    async def held(self, number: int, now: datetime) -> Held:
        """What is held of the conversation."""
        async with self._db.reading() as session:
            person = await conversations.name_of(session, number)
        return await self._own.held(person or "", now=now)

    async def forget(self, number: int, now: datetime) -> Held:
        """Deletes it, and writes into the audit book that it was done; what was held until then."""
        held = await self.held(number, now)
        async with self._db.transaction() as session:
            await self._own.forget(session, number, now)
            await audit(session, None, ACTION, f"conversation {number}", now)
        return held


async def _number(session: AsyncSession, words: list[str]) -> int | None:
    if len(words) == 2:
        return await conversations.number_of(session, words[0].lower(), words[1])
    if len(words) != 1:
        return None
    ticket = await tickets.find_by_code(session, tidy(words[0]))
    if ticket is not None:
        return ticket.conversation_id
    return await conversations.number_of(session, WEBCHAT, words[0])
