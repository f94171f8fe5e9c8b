"""A desk, its officers and people who hand in tickets, as the tests of this folder need them."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import load_calendar
from bot.conversation.model import Contact, Conversation
from bot.department import load_department
from bot.hotline.actors import Actor
from bot.hotline.model import Ticket, TicketEvent
from bot.hotline.promise import TicketPromise
from bot.hotline.service import Desk
from bot.hotline.states import Happened
from bot.hotline.view import Draft, Opened, TicketView
from bot.storage.base import Base
from bot.storage.database import Database

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the morning, a Wednesday
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
CALENDAR = load_calendar()
LADDER = load_department(Path(__file__).parents[3] / "bot" / "department.yml").ladder
LAND, WATER, OFFICE = "Phòng Quản lý đất đai", "Phòng Tài nguyên nước", "Văn phòng Sở"

_numbers = itertools.count(1)


@dataclass(frozen=True)
class FakeCard:
    """An officer of the fake directory."""

    id: int
    name: str
    unit: str
    level: str
    roles: frozenset[str] = frozenset({"specialist"})

    @property
    def actor(self) -> Actor:
        """The same, at work."""
        return Actor(self.id, self.name, self.roles, self.unit)


LAN = FakeCard(1, "Lan", OFFICE, "L1")
MINH = FakeCard(2, "Minh", LAND, "L2")
HOA = FakeCard(3, "Hoa", WATER, "L2")
TUAN = FakeCard(4, "Tuấn", LAND, "L3")
NGA = FakeCard(5, "Nga", WATER, "L3")
CHIEF = FakeCard(6, "Chánh Văn phòng", OFFICE, "L4")
EVERYBODY = (LAN, MINH, HOA, TUAN, NGA, CHIEF)


class FakeDirectory:
    """Knows the officers that the test puts into it."""

    def __init__(self, cards: Iterable[FakeCard] = EVERYBODY) -> None:
        """They all work."""
        self.cards = list(cards)

    async def officers_at(self, level: str, unit: str | None = None) -> Sequence[FakeCard]:
        """Those of the level."""
        return [one for one in self.cards if one.level == level and unit in (None, one.unit)]


class FakeMouth:
    """Remembers what citizens were told; says nothing to those who have left."""

    def __init__(self) -> None:
        """Everybody listens."""
        self.said: list[tuple[int, str]] = []
        self.left: set[int] = set()

    async def __call__(
        self, session: AsyncSession, conversation_id: int, texts: Sequence[str], now: datetime
    ) -> bool:
        """As the outbox would."""
        if conversation_id in self.left:
            return False
        self.said += [(conversation_id, text) for text in texts]
        return True


@dataclass
class World:
    """All of it."""

    db: Database
    desk: Desk
    directory: FakeDirectory
    mouth: FakeMouth
    folder: Path

    async def citizen(self) -> int:
        """Somebody who has just begun to write; the conversation."""
        async with self.db.transaction() as session:
            contact = Contact(channel="fake", contact_key=f"t{next(_numbers)}", created_at=NOW, heard_at=NOW)
            session.add(contact)
            await session.flush()
            talk = Conversation(contact_id=contact.id, created_at=NOW, free_from=NOW)
            session.add(talk)
        return talk.id

    async def opened(self, conversation_id: int | None = None, now: datetime = NOW, **changes: Any) -> Opened:
        """A ticket on bad conduct, or whatever the changes make of it."""
        if conversation_id is None:
            conversation_id = await self.citizen()
        return await self.desk.open(draft(conversation_id=conversation_id, **changes), now)

    async def ticket(self, opened: Opened) -> Ticket:
        """As it stands now."""
        return (await self.view(opened)).ticket

    async def view(self, opened: Opened) -> TicketView:
        """All of it, as it stands now."""
        view = await self.desk.by_code(opened.code)
        assert view is not None
        return view

    async def assigned(self, card: FakeCard = MINH, **changes: Any) -> Opened:
        """A ticket that the officer has."""
        opened = await self.opened(**changes)
        ticket = await self.ticket(opened)
        await self.desk.assign(ticket.id, LAN.actor, card.id, ticket.version, NOW)
        return opened

    async def kinds(self, opened: Opened) -> list[str]:
        """Its history, as kinds."""
        return [event.kind for event in (await self.view(opened)).events]

    async def event(self, opened: Opened, kind: Happened) -> TicketEvent:
        """The last of that kind."""
        return [one for one in (await self.view(opened)).events if one.kind == kind][-1]

    async def promise(self, opened: Opened, kind: str) -> TicketPromise:
        """The last of that kind."""
        return [one for one in (await self.view(opened)).promises if one.kind == kind][-1]

    async def rows(self, model: type[Base]) -> list[Any]:
        """Every row, in the order in which they were added."""
        async with self.db.reading() as session:
            return list(await session.scalars(select(model).order_by(model.__table__.c.id)))


def draft(**changes: Any) -> Draft:
    """A matter in which every question was answered."""
    usual: dict[str, Any] = {
        "form_id": f"form-{next(_numbers)}",
        "track": "feedback_conduct",
        "answers": {
            "what": "Cán bộ bắt nộp thêm giấy không có trong danh mục",
            "subject": "Bộ phận một cửa",
            "where": "phường Trấn Biên",
            "when": "sáng thứ hai",
        },
        "channel": "fake",
        "reporter_name": "Nguyễn Thị Bưởi",
        "reporter_phone": "0912345678",
        "respondent_unit": "",
    }
    return Draft(**usual | changes)


def world(db: Database, folder: Path) -> World:
    """A desk with everybody at work."""
    directory, mouth = FakeDirectory(), FakeMouth()
    desk = Desk(
        db,
        secret="a secret of the tests",
        sealed_secret="another secret of the tests",
        ladder=LADDER,
        calendar=CALENDAR,
        directory=directory,
        say=mouth,
        folder=folder,
    )
    return World(db, desk, directory, mouth, folder)
