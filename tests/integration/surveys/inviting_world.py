"""Dossiers that are returned, an inviter that asks about them, and a post that only remembers."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.model import Dossier
from bot.dossiers.state import Status
from bot.language.places import Places
from bot.storage.base import Base
from bot.storage.database import Database
from bot.strata import Strata
from bot.survey_sources import AnsweredTickets, ReturnedDossiers
from bot.survey_terms import SurveyTerms
from bot.surveys.instrument import load_instruments
from bot.surveys.inviter import Inviter
from bot.surveys.inviting import Inviting
from bot.surveys.keys import SurveyKeys
from bot.surveys.model import SurveyInvitation, SurveyMark, SurveyWave, Way
from bot.surveys.opt_out import OptOuts
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from tests.integration.dossiers.people import CODE, NOW, SECRET, desk, new_person, state, take

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TERMS = SurveyTerms()
KB: KnowledgeBase = load_knowledge_base()


@dataclass(frozen=True)
class Sent:
    """One message that somebody got."""

    subject_id: int
    at: datetime
    reminder: bool
    talk: int = 0


class Died(BaseException):
    """The program ends in the middle of a transaction; nobody catches that."""


class FakePost:
    """Reaches everybody who has a conversation, unless ``away``; replies in ``gone`` never arrived.

    While it ``dies`` nothing of a transaction in which it was called stands; subjects in ``chokes_on`` fail.
    """

    def __init__(self) -> None:
        """Nothing was sent."""
        self.sent: list[Sent] = []
        self.away = False
        self.gone: set[int] = set()
        self.dies = False
        self.chokes_on: set[int] = set()

    async def __call__(
        self, session: AsyncSession, row: SurveyInvitation, wave: SurveyWave, now: datetime, *, reminder: bool
    ) -> tuple[Way, list[int]] | None:
        """As an inviter wants it."""
        if row.conversation_id is None or self.away:
            return None
        if self.dies:
            raise Died
        if row.subject_id in self.chokes_on:
            raise ValueError(" ".join(("words", "of", "somebody")))
        self.sent.append(Sent(row.subject_id, now, reminder, row.conversation_id))
        return Way.CHAT, [len(self.sent)]

    async def lost(self, session: AsyncSession, outbox_ids: Collection[int]) -> bool:
        """As an inviter wants it."""
        return bool(self.gone & set(outbox_ids))


@dataclass
class InvitingWorld:
    """All of it; ``now`` is the time that it is."""

    db: Database
    terms: SurveyTerms = TERMS
    now: datetime = NOW
    post: FakePost = field(default_factory=FakePost)
    opt_outs: OptOuts = field(default_factory=lambda: OptOuts(SurveyKeys(SECRET)))

    def inviter(self) -> Inviter:
        """As after a restart: it remembers nothing."""
        sources = (ReturnedDossiers(Strata(KB, Places(()))), AnsweredTickets())
        inviting = Inviting(load_instruments(), self.terms)
        return Inviter(self.db, sources, inviting, self.post, self.opt_outs, self.terms, lambda: self.now)

    async def go(self, how_long: timedelta = timedelta()) -> None:
        """Time passes, and whatever is due is done."""
        self.now += how_long
        inviter = self.inviter()
        await inviter.find()
        while await inviter.work():
            pass

    async def holder(self, code: str = CODE, person: str | None = None) -> str:
        """Somebody, or that person, whose dossier is in progress."""
        await take(self.db, state(code, changed_at=self.now - 60 * DAY), now=self.now)
        person = person or await new_person(self.db)
        await desk(self.db).look(person, code, "5678", now=self.now)
        return person

    async def comes_to(self, status: Status, code: str = CODE, **changes: Any) -> None:
        """The one-stop system says so."""
        changes = {"changed_at": self.now, **changes}
        await take(self.db, state(code, status, **changes), now=self.now)

    async def invitations(self) -> list[SurveyInvitation]:
        """All of them."""
        return await self.rows(SurveyInvitation)

    async def invitation(self) -> SurveyInvitation:
        """The only one."""
        [row] = await self.invitations()
        return row

    async def rows(self, model: type[Base]) -> list[Any]:
        """Every row, in the order in which they were added."""
        async with self.db.reading() as session:
            return list(await session.scalars(select(model).order_by(model.__table__.c.id)))

    async def wants_none(self) -> None:
        """Whoever was invited last wants to be asked nothing."""
        last = (await self.invitations())[-1]
        async with self.db.transaction() as session:
            row = await session.get_one(SurveyInvitation, last.id)
            await self.opt_outs.add(session, row, self.now)

    async def forget_marks(self) -> None:
        """As if every event were still to be gone through."""
        async with self.db.transaction() as session:
            await session.execute(update(SurveyMark).values(last_id=0))

    async def dossier(self, code: str) -> Dossier:
        """As it stands now."""
        async with self.db.reading() as session:
            return (await session.scalars(select(Dossier).where(Dossier.code == code))).one()
