"""What the console's pages work with: the desk, and what the rest of the program brings to them."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from aiohttp import web

from bot.calendar.work_calendar import WorkCalendar
from bot.clock import Clock
from bot.console import Frame
from bot.hotline.actors import Actor
from bot.hotline.changes import Changes
from bot.hotline.console_words import Words, words_of
from bot.hotline.ladder import Card
from bot.hotline.service import Desk
from bot.hotline.tracks import Track, load_tracks
from bot.ladder import Ladder


class OfficerLine(Card, Protocol):
    """An officer as pages list them."""

    @property
    def active(self) -> bool:
        """Whether they still sign in."""
        ...


class Said(Protocol):
    """One message of a conversation, masked."""

    @property
    def at(self) -> datetime:
        """When."""
        ...

    @property
    def by(self) -> str:
        """citizen or assistant."""
        ...

    @property
    def text(self) -> str:
        """The words."""
        ...


class Staff(Frame, Protocol):
    """The officers' side: who asks, what they may do, how a page looks, what is remembered of it."""

    def actor(self, request: web.Request) -> Actor:
        """The officer who asks."""
        ...

    def may(self, request: web.Request, permission: str) -> bool:
        """Whether that officer holds the permission at this request."""
        ...

    async def note_look(self, request: web.Request, action: str, what: str) -> None:
        """One entry of the audit for an opening; that the page then renews itself is none."""
        ...

    async def officers(self) -> Sequence[OfficerLine]:
        """Everybody, those who left too."""
        ...


# The last words of a conversation.
Excerpt = Callable[[int], Awaitable[Sequence[Said]]]


async def no_excerpt(_conversation_id: int) -> Sequence[Said]:
    """Where no conversation can be shown."""
    return ()


def no_name(_code: str) -> str | None:
    """Where no procedure is known."""
    return None


@dataclass(frozen=True)
class Console:
    """``excerpt`` gives the last words of a conversation, ``procedure_name`` the title of a code."""

    desk: Desk
    calendar: WorkCalendar
    changes: Changes
    staff: Staff
    clock: Clock
    words: Words
    excerpt: Excerpt = no_excerpt
    procedure_name: Callable[[str], str | None] = no_name
    tracks: Mapping[str, Track] = field(default_factory=load_tracks)

    async def read_file(self, sha256: str) -> bytes:
        """A content of the store; raises OSError, FileNotFoundError among them."""
        return await asyncio.to_thread(self.desk.files.read, sha256)


def build_console(
    desk: Desk,
    staff: Staff,
    ladder: Ladder,
    calendar: WorkCalendar,
    clock: Clock,
    *,
    excerpt: Excerpt = no_excerpt,
    procedure_name: Callable[[str], str | None] = no_name,
) -> Console:
    """The console of that desk, in the words of that ladder; nothing is looked up yet."""
    changes = Changes(desk.changed_since, clock, desk.news)
    words = words_of(ladder)
    return Console(desk, calendar, changes, staff, clock, words, excerpt, procedure_name)
