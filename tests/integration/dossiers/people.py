"""Conversations, states of dossiers and a source, as the tests of this folder need them."""

import itertools
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import load_calendar
from bot.conversation.model import Contact, Conversation
from bot.conversation.proactive import conversation_of
from bot.dossiers.follows import EFFECTS, FOLLOW, UNFOLLOW
from bot.dossiers.intake import Intake, Taken
from bot.dossiers.service import Dossiers
from bot.dossiers.sources.source import DossierSource, SourceDown
from bot.dossiers.state import DossierState, Status
from bot.effects import Effect, Occasion
from bot.storage.base import Base
from bot.storage.database import Database

SECRET = "a secret of the tests"
NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)  # ten in the morning, a Wednesday
CODE = "H58.15-261102-0012"
UNKNOWN_CODE = "H58.15-261102-0013"
PHONE, LAST_FOUR, PRINTED = "0912 345 678", "5678", "K7P2"
CALENDAR = load_calendar()
MINUTE = timedelta(minutes=1)

_numbers = itertools.count(1)


def state(code: str = CODE, status: Status = Status.IN_PROGRESS, **changes: Any) -> DossierState:
    """A dossier whose every field says something."""
    usual: dict[str, Any] = {
        "changed_at": NOW - timedelta(days=2),
        "procedure": "1.012784",
        "procedure_name": "Đăng ký biến động",
        "stage": "Thẩm định",
        "unit": "Chi nhánh Cái Bè",
        "received_at": NOW - timedelta(days=20),
        "appointment": date(2026, 12, 1),
        "missing": ("Hợp đồng công chứng",),
        "money_due": 1_250_000,
        "money_for": "lệ phí trước bạ",
        "holder": "Nguyễn Thị Bưởi",
        "parcel": "thửa 271, tờ 8",
        "phone": PHONE,
        "lookup_code": PRINTED,
    }
    return DossierState(code=code, status=status, **usual | changes)


async def take(db: Database, *states: DossierState, now: datetime = NOW) -> Taken:
    """As an import would."""
    return await Intake(db, SECRET).take(states, now)


async def new_people(db: Database, how_many: int, channel: str = "fake") -> list[str]:
    """People who have just begun to write; their names for Rasa."""
    async with db.transaction() as session:
        contacts = [
            Contact(channel=channel, contact_key=f"p{next(_numbers)}", created_at=NOW, heard_at=NOW)
            for _ in range(how_many)
        ]
        session.add_all(contacts)
        await session.flush()
        talks = [Conversation(contact_id=one.id, created_at=NOW, free_from=NOW) for one in contacts]
        session.add_all(talks)
    return [one.nlu_sender for one in talks]


async def new_person(db: Database, channel: str = "fake") -> str:
    """One of them."""
    [person] = await new_people(db, 1, channel)
    return person


def desk(db: Database, source: DossierSource | None = None) -> Dossiers:
    """The service under test."""
    return Dossiers(db, SECRET, conversation_of, CALENDAR, source)


async def effect(db: Database, person: str, kind: str, now: datetime = NOW, code: str = CODE) -> None:
    """What a turn of that person changes."""
    async with db.transaction() as session:
        conversation_id = await conversation_of(session, person)
        assert conversation_id is not None
        data = {"code": code, "wording": "2026-11"} if kind == FOLLOW else {"code": code}
        await EFFECTS[kind](session, Effect(kind, data), Occasion(conversation_id, 1, None, now))


async def follower(db: Database, now: datetime = NOW, code: str = CODE, channel: str = "fake") -> str:
    """Somebody who has proved to be the holder and follows the dossier."""
    person = await new_person(db, channel)
    await desk(db).look(person, code, LAST_FOUR, now=now)
    await effect(db, person, FOLLOW, now, code)
    return person


async def unfollow(db: Database, person: str, now: datetime = NOW) -> None:
    """They have had enough."""
    await effect(db, person, UNFOLLOW, now)


async def count(db: Database, model: type[Base]) -> int:
    """How many rows there are."""
    async with db.reading() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


async def all_of(session: AsyncSession, model: type[Base]) -> list[Any]:
    """Every row, in the order in which they were added."""
    return list(await session.scalars(select(model).order_by(model.__table__.c.id)))


class FakeSource:
    """Says what the test put into it, and remembers what it was asked."""

    def __init__(self, states: Mapping[str, DossierState] | None = None) -> None:
        """It answers."""
        self.states = dict(states or {})
        self.down = False
        self.asked: list[str] = []

    async def find(self, code: str) -> DossierState | None:
        """The state of that code."""
        self.asked.append(code)
        if self.down:
            raise SourceDown("timeout")
        return self.states.get(code)
