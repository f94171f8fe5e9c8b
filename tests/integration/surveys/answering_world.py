"""Invitations, and all that answers to them goes through, over a real database."""

import itertools
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversation.model import Contact, Conversation
from bot.storage.base import Base
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.surveys.answering import Answering
from bot.surveys.bursts import Bursts
from bot.surveys.chat_desk import ChatSurveys
from bot.surveys.entry import EntryDesk
from bot.surveys.entry_view import About
from bot.surveys.instrument import load_instruments
from bot.surveys.keys import SurveyKeys
from bot.surveys.low_score import Filed, Report
from bot.surveys.model import (
    InvitationState,
    Method,
    SurveyAnswer,
    SurveyInvitation,
    SurveyResponse,
    SurveyWave,
    Way,
)
from bot.surveys.opt_out import OptOuts

NOW = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)  # nine in the morning, a Friday
DAY = timedelta(days=1)
MOST = 3  # responses a day from one device
SECRET = "a secret of the tests"
CODE = "H19.15-261115-{:04}"

_numbers = itertools.count(1)


class FakeTickets:
    """Opens each report once; can be down."""

    def __init__(self) -> None:
        """It answers."""
        self.reports: dict[str, Report] = {}
        self.down = False

    async def open(self, report: Report, now: datetime) -> Filed:
        """As the desk promises."""
        if self.down:
            raise StorageUnavailable("OperationalError")
        self.reports.setdefault(report.form_id, report)
        number = list(self.reports).index(report.form_id)
        return Filed(f"PA-261127-K7P{number}", "482915", date(2026, 12, 11), report.secret)


class FakeSubjects:
    """Every dossier that was invited has a code, made of its row's number."""

    def __init__(self) -> None:
        """Nobody left a phone number."""
        self.phones: dict[int, str] = {}

    async def find(self, session: AsyncSession, code: str) -> tuple[str, int] | None:
        """The row that the code names."""
        number = code.rpartition("-")[2]
        return ("dossier", int(number)) if code.startswith("H19") and number.isdecimal() else None

    async def about(self, session: AsyncSession, subject: str, ids: Collection[int]) -> Mapping[int, About]:
        """Code and title of each."""
        return {one: About(CODE.format(one), "Sang tên", self.phones.get(one, "")) for one in ids}


@dataclass
class SurveyWorld:
    """All of it; ``talks`` are conversations by the name that Rasa knows."""

    db: Database
    keys: SurveyKeys
    answering: Answering
    chat: ChatSurveys
    entry: EntryDesk
    subjects: FakeSubjects
    tickets: FakeTickets = field(default_factory=FakeTickets)

    async def invited(self, form: str = "short", **changes: Any) -> int:
        """An invitation that was sent yesterday and is open for two weeks."""
        async with self.db.transaction() as session:
            wave = await session.scalar(select(SurveyWave).where(SurveyWave.form == form))
            if wave is None:
                wave = _wave(form)
                session.add(wave)
                await session.flush()
            row = SurveyInvitation(
                wave_id=wave.id,
                subject="dossier",
                **{
                    "subject_id": next(_numbers),
                    "conversation_id": None,
                    "state": InvitationState.SENT,
                    "way": Way.SLIP,
                    "field": "Đất đai",
                    "procedure": "1.012784",
                    "commune": "Trấn Biên",
                    "channel": "",
                    "subject_on": date(2026, 11, 25),
                    "sent_at": NOW - DAY,
                    "expires_at": NOW + 14 * DAY,
                    "outbox_ids": [],
                    **changes,
                },
            )
            session.add(row)
        return row.id

    async def person(self, name: str) -> int:
        """Somebody who writes; Rasa knows them under that name."""
        async with self.db.transaction() as session:
            contact = Contact(channel="fake", contact_key=name, created_at=NOW, heard_at=NOW)
            session.add(contact)
            await session.flush()
            talk = Conversation(contact_id=contact.id, created_at=NOW, free_from=NOW)
            session.add(talk)
            await session.flush()
            return talk.id

    async def name_of(self, conversation_id: int) -> str:
        """The name that Rasa knows them under."""
        async with self.db.reading() as session:
            return (await session.get_one(Conversation, conversation_id)).nlu_sender

    async def invitation(self, invitation_id: int) -> SurveyInvitation:
        """As it stands now."""
        async with self.db.reading() as session:
            return await session.get_one(SurveyInvitation, invitation_id)

    async def responses(self) -> list[SurveyResponse]:
        """All of them."""
        return await self.rows(SurveyResponse)

    async def answers(self) -> dict[str, int]:
        """By question, those of the only response."""
        rows: list[SurveyAnswer] = await self.rows(SurveyAnswer)
        assert len({row.response_id for row in rows}) <= 1
        return {row.question: row.value for row in rows}

    async def rows(self, model: type[Base]) -> list[Any]:
        """Every row."""
        async with self.db.reading() as session:
            return list(await session.scalars(select(model)))


def survey_world(db: Database) -> SurveyWorld:
    """Nobody is invited yet."""
    keys, subjects = SurveyKeys(SECRET), FakeSubjects()
    answering = Answering(db, load_instruments(), keys, OptOuts(keys), Bursts(MOST))

    async def conversation_of(session: AsyncSession, person: str) -> int | None:
        return await session.scalar(select(Conversation.id).where(Conversation.nlu_sender == person))

    async def code_of(session: AsyncSession, subject: str, subject_id: int) -> str:
        return CODE.format(subject_id)

    chat = ChatSurveys(db, answering, keys, conversation_of, code_of)
    return SurveyWorld(db, keys, answering, chat, EntryDesk(db, answering, keys, subjects), subjects)


def _wave(form: str) -> SurveyWave:
    return SurveyWave(
        name=f"2026-{form}",
        subject="dossier",
        instrument=load_instruments().current(NOW.date()).version,
        form=form,
        method=Method.EVERYONE,
        seed="a seed",
        begins_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )
