"""Sealed reports: taken in, read by one role, handed over. Nothing of them is logged, searched or counted."""

import asyncio
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.actors import Actor
from bot.hotline.intake import plain
from bot.hotline.sealed_intake import SealedIntake
from bot.hotline.sealed_model import SealedEvent, SealedReport, SealedState
from bot.hotline.sealed_view import (
    SEALED_TRACK,
    SealedBody,
    SealedFile,
    SealedLine,
    SealedPage,
    SealedView,
    card_of,
    public_view_of,
)
from bot.hotline.states import Happened, Refusal, TransitionRefused
from bot.hotline.view import PublicView

PAGE_SIZE = 50


class SealedDesk(SealedIntake):
    """Who calls it has made sure of the permission; every look leaves a line in the report's own history.

    Everything raises StorageUnavailable, and SealBroken where the secret is another one.
    """

    async def page(self, number: int = 1) -> SealedPage:
        """The list, the latest first, by pages from 1."""
        query = select(SealedReport).order_by(SealedReport.id.desc()).limit(PAGE_SIZE)
        async with self._db.reading() as session:
            found = await session.scalars(query.offset((number - 1) * PAGE_SIZE))
            total = await session.scalar(select(func.count()).select_from(SealedReport))
            return SealedPage([card_of(one) for one in found], total or 0)

    async def view(self, report_id: int, actor: Actor, now: datetime) -> SealedView:
        """Opens it, and writes down who did; raises TransitionRefused where there is none."""
        async with self._db.transaction() as session:
            report = await self._take_up(session, report_id)
            self._tell(session, report, Happened.VIEWED, actor, now)
            if report.state == SealedState.NEW:
                report.move(SealedState.READ, now)
            await session.flush()
            query = select(SealedEvent).where(SealedEvent.report_id == report_id).order_by(SealedEvent.id)
            lines = [(one.at, self._seal.open(one.body, SealedLine)) for one in await session.scalars(query)]
            return SealedView(card_of(report), self._seal.open(report.body, SealedBody), lines)

    async def read_file(
        self, report_id: int, key: str, actor: Actor, now: datetime
    ) -> tuple[SealedFile, bytes]:
        """An attachment, and a line that says who took it; raises TransitionRefused where there is none."""
        async with self._db.transaction() as session:
            report = await self._take_up(session, report_id)
            files = self._seal.open(report.body, SealedBody).files
            wanted = next((one for one in files if one.key == key), None)
            if wanted is None:
                raise TransitionRefused(Refusal.NO_SUCH_TICKET)
            self._tell(session, report, Happened.VIEWED, actor, now, wanted.name)
        return wanted, await asyncio.to_thread(self._seal.open_file, self._folder / wanted.key)

    async def note(self, report_id: int, actor: Actor, text: str, now: datetime) -> None:
        """Words for those who may read it."""
        await self._step(report_id, Happened.NOTED, actor, text, now, None)

    async def hand_over(self, report_id: int, actor: Actor, text: str, now: datetime) -> None:
        """It went to whom the law names; ``text`` says to whom and how."""
        await self._step(report_id, Happened.TRANSFERRED, actor, text, now, SealedState.HANDED_OVER)

    async def close(self, report_id: int, actor: Actor, text: str, now: datetime) -> None:
        """Nothing more is done with it here; ``text`` says why."""
        await self._step(report_id, Happened.CLOSED, actor, text, now, SealedState.CLOSED)

    async def public_view(self, code: str) -> PublicView | None:
        """How far it has come, for the one who has its PIN: no word of what it says."""
        async with self._db.reading() as session:
            query = select(SealedReport).where(SealedReport.code == code)
            report = (await session.scalars(query)).one_or_none()
        return None if report is None else public_view_of(report, SEALED_TRACK)

    async def _step(
        self,
        report_id: int,
        kind: Happened,
        actor: Actor,
        text: str,
        now: datetime,
        state: SealedState | None,
    ) -> None:
        if not plain(text):
            raise TransitionRefused(Refusal.NOTHING_SAID)
        async with self._db.transaction() as session:
            report = await self._take_up(session, report_id)
            if report.state == SealedState.CLOSED and state is not None:
                raise TransitionRefused(Refusal.OVER)
            self._tell(session, report, kind, actor, now, plain(text))
            report.move(state or SealedState(report.state), now)

    async def _take_up(self, session: AsyncSession, report_id: int) -> SealedReport:
        report = await session.get(SealedReport, report_id, with_for_update=True)
        if report is None:
            raise TransitionRefused(Refusal.NO_SUCH_TICKET)
        return report
