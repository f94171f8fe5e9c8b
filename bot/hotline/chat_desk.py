"""The desk as the chat comes to it: a person is known by the conversation alone."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.files import StoredFile
from bot.hotline.photo_shelf import PhotoShelf
from bot.hotline.sealing import Seal, SealBroken
from bot.hotline.service import Desk
from bot.hotline.states import Refusal, TransitionRefused
from bot.hotline.view import Draft, Opened, PublicView
from bot.storage.database import Database

PHOTO = "hinh"


@dataclass(frozen=True)
class Talk:
    """A conversation and the channel that it is held on."""

    id: int
    channel: str


# The conversation of the person whom Rasa knows under that name.
TalkOf = Callable[[AsyncSession, str], Awaitable[Talk | None]]


class _Words(msgspec.Struct):
    text: str


class ChatDesk:
    """Everything raises StorageUnavailable; TransitionRefused for what a ticket does not allow."""

    def __init__(self, db: Database, desk: Desk, talk_of: TalkOf, shelf: PhotoShelf, secret: str) -> None:
        """``secret`` locks what somebody is still telling; ``shelf`` has the photos that belong to it."""
        self._db = db
        self._desk = desk
        self._talk_of = talk_of
        self._shelf = shelf
        self._seal = Seal(secret)

    async def open(self, person: str, draft: Draft, files: Sequence[str], *, now: datetime) -> Opened:
        """Opens it once, however often it is sent; a sealed one keeps no way back to the conversation."""
        talk = await self._talk(person)
        stored = await asyncio.to_thread(self._stored, person, files)
        whole = replace(draft, conversation_id=talk.id, channel=talk.channel, files=stored)
        return await self._desk.open(whole, now)

    async def mine(self, person: str) -> Sequence[PublicView]:
        """The person's own tickets, the last one first."""
        return await self._desk.of_conversation((await self._talk(person)).id)

    async def add(self, person: str, code: str, text: str, *, now: datetime) -> PublicView:
        """Adds the person's words to the ticket."""
        return await self._desk.add(code, (await self._talk(person)).id, text, now)

    async def withdraw(self, person: str, code: str, reason: str, *, now: datetime) -> PublicView:
        """Takes the ticket back."""
        return await self._desk.withdraw(code, (await self._talk(person)).id, reason, now)

    async def verdict(self, person: str, code: str, solved: bool, text: str, *, now: datetime) -> PublicView:
        """Whether it helped; a no opens the ticket again."""
        return await self._desk.verdict(code, (await self._talk(person)).id, solved, text, now)

    def lock(self, text: str) -> str:
        """The words as the memory of a conversation may hold them."""
        return self._seal.close(_Words(text)).decode()

    def unlock(self, text: str) -> str | None:
        """The words again; None where they were locked with another key."""
        try:
            return self._seal.open(text.encode(), _Words).text
        except SealBroken:
            return None

    async def _talk(self, person: str) -> Talk:
        async with self._db.reading() as session:
            talk = await self._talk_of(session, person)
        if talk is None:
            raise TransitionRefused(Refusal.NO_SUCH_TICKET)
        return talk

    def _stored(self, person: str, files: Sequence[str]) -> Sequence[StoredFile]:
        """What this person handed over under these hashes; anything else is left out."""
        moved = (self._shelf.move(person, one, self._desk.files, PHOTO) for one in files)
        return [one for one in moved if one is not None]
