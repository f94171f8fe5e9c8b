"""How a report comes under the seal: handed in, or taken over from the tickets."""

import asyncio
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline import repository
from bot.hotline.actors import CITIZEN, Actor
from bot.hotline.codes import Codes
from bot.hotline.files import FileStore
from bot.hotline.model import Ticket
from bot.hotline.sealed_model import SealedEvent, SealedReport
from bot.hotline.sealed_view import (
    SealedBody,
    SealedFile,
    SealedLine,
    body_of,
    body_of_ticket,
    lines_of_ticket,
    sealed_file,
)
from bot.hotline.sealing import Seal
from bot.hotline.states import Happened
from bot.hotline.tracks import Track
from bot.hotline.view import Draft, TicketView
from bot.storage.database import Database


class SealedIntake:
    """Everything raises StorageUnavailable and OSError."""

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
