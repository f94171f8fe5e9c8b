"""Sealed reports: taken in, read by one role, handed over. Nothing of them is logged, searched or counted."""

import asyncio
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline import repository
from bot.hotline.actors import CITIZEN, Actor
from bot.hotline.codes import Codes
from bot.hotline.files import FileStore
from bot.hotline.intake import plain
from bot.hotline.model import Ticket
from bot.hotline.sealed_model import SealedEvent, SealedReport, SealedState
from bot.hotline.sealed_view import (
    SEALED_TRACK,
    SealedBody,
    SealedFile,
    SealedLine,
    SealedPage,
    SealedView,
    body_of,
    body_of_ticket,
    card_of,
    lines_of_ticket,
    public_view_of,
    sealed_file,
)
from bot.hotline.sealing import Seal
from bot.hotline.states import Happened, Refusal, TransitionRefused
from bot.hotline.tracks import Track
from bot.hotline.view import Draft, PublicView, TicketView
from bot.storage.database import Database

PAGE_SIZE = 50


class SealedDesk:
    """Who calls it has made sure of the permission; every look leaves a line in the report's own history.

    Everything raises StorageUnavailable, and SealBroken where the secret is another one.
    """

    def __init__(self, db: Database, secret: str, folder: Path, plain_files: FileStore) -> None:
        """``plain_files`` is where attachments lie before they come under the seal."""
        self._db = db
        self._seal = Seal(secret)
        self._folder = folder
        self._plain_files = plain_files

    async def open(self, draft: Draft, track: Track, codes: Codes, due_at: datetime, now: datetime) -> str:
        """Takes it in, once however often the form comes; the code."""
        async with self._db.transaction(urgent=True) as session:
            query = select(SealedReport).where(SealedReport.form_id == draft.form_id)
            known = (await session.scalars(query)).one_or_none()
            if known is not None:
                return known.code
            files = [await asyncio.to_thread(self._seal_file, one.sha256) for one in draft.files]
            body = body_of(draft, track, tuple(map(sealed_file, draft.files, files)))
            report = await self._new(session, draft.form_id, body, codes, due_at, now)
        await self.forget_plain([one.sha256 for one in draft.files])
        return report.code

    async def take_over(
        self,
        session: AsyncSession,
        view: TicketView,
        actor: Actor,
        reason: str,
        due_at: datetime,
        now: datetime,
    ) -> int:
        """A ticket with its history, code, PIN and receipt; its number here. The ticket is not erased."""
        ticket, files = view.ticket, []
        for one in view.files:
            key = await asyncio.to_thread(self._seal_file, one.sha256)
            files.append(SealedFile(key, one.kind, one.size, one.name))
        report = SealedReport(
            code=ticket.code,
            pin_hash=ticket.pin_hash,
            form_id=ticket.form_id,
            body=self._seal.close(body_of_ticket(view, tuple(files))),
            due_at=due_at,
            created_at=ticket.created_at,
            updated_at=now,
        )
        session.add(report)
        await session.flush()
        for at, line in lines_of_ticket(view):
            session.add(SealedEvent(report_id=report.id, at=at, body=self._seal.close(line)))
        self._tell(session, report, Happened.SEALED, actor, now, reason)
        return report.id

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

    async def new_code(self, session: AsyncSession, codes: Codes, now: datetime) -> str:
        """A code that neither a ticket nor a report has."""
        while True:
            code = codes.new(now)
            taken = [
                await session.scalar(select(one.id).where(one.code == code)) for one in (Ticket, SealedReport)
            ]
            if taken == [None, None]:
                return code

    async def _new(
        self,
        session: AsyncSession,
        form_id: str,
        body: SealedBody,
        codes: Codes,
        due_at: datetime,
        now: datetime,
    ) -> SealedReport:
        code = await self.new_code(session, codes, now)
        report = SealedReport(
            code=code,
            pin_hash=codes.hash_of_pin(code, codes.pin(code)),
            form_id=form_id,
            body=self._seal.close(body),
            due_at=due_at,
            created_at=now,
            updated_at=now,
        )
        session.add(report)
        await session.flush()
        self._tell(session, report, Happened.OPENED, CITIZEN, now)
        return report

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

    def _tell(
        self,
        session: AsyncSession,
        report: SealedReport,
        kind: Happened,
        actor: Actor,
        now: datetime,
        text: str = "",
    ) -> None:
        line = SealedLine(kind, actor.officer_id, actor.name, text)
        session.add(SealedEvent(report_id=report.id, at=now, body=self._seal.close(line)))

    def _seal_file(self, sha256: str) -> str:
        """Its new name, which is no hash of it: who has the same picture could find it by that."""
        key = secrets.token_hex(16)
        self._seal.close_file(self._plain_files.read(sha256), self._folder / key)
        return key

    async def forget_plain(self, hashes: Iterable[str]) -> None:
        """What came under the seal lies nowhere in the open, unless a ticket has the same content."""
        for one in hashes:
            async with self._db.reading() as session:
                is_needed = await repository.has_content(session, one)
            if not is_needed:
                await asyncio.to_thread(self._plain_files.remove, one)
