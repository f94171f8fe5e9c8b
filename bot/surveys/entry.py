"""What officers do for those who do not answer by themselves: they call, enter forms, hand out slips."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.surveys import entry_repository as repository
from bot.surveys.answering import Answering
from bot.surveys.entry_view import About, Call, Entry, Slip, Subjects
from bot.surveys.form_state import FormOver, FormState, Over
from bot.surveys.given import From, Given
from bot.surveys.keys import SurveyKeys
from bot.surveys.model import InvitationState, Mode, SurveyInvitation, Way

ENTERED = (Mode.COUNTER, Mode.PHONE)
NOT_REACHED = "not_reached"


class EntryDesk:
    """Officers never see what was answered, not even what they entered themselves.

    Everything raises StorageUnavailable; what writes raises FormOver and OutOfScale.
    """

    def __init__(self, db: Database, answering: Answering, keys: SurveyKeys, subjects: Subjects) -> None:
        """``subjects`` ties codes to rows."""
        self._db = db
        self._answering = answering
        self._keys = keys
        self._subjects = subjects

    async def to_call(self, now: datetime) -> Sequence[Call]:
        """Everybody who is still to be called, the oldest result first."""
        async with self._db.reading() as session:
            rows = await repository.to_call(session, now)
            about = await self._about(session, rows)
        return [
            Call(row.id, about[row.id], row.subject, row.subject_on, row.expires_at, row.reminded_at)
            for row in rows
            if row.id in about
        ]

    async def not_reached(self, invitation_id: int, now: datetime) -> None:
        """Nobody answered; after the second time nobody is called again."""
        async with self._db.transaction() as session:
            row = await self._open(session, invitation_id, now)
            if row.reminded_at is not None:
                row.reason = NOT_REACHED
            row.state, row.sent_at, row.reminded_at = InvitationState.REMINDED, row.sent_at or now, now

    async def wants_none(self, invitation_id: int, now: datetime) -> None:
        """The person wants to be asked nothing."""
        await self._answering.opt_out(invitation_id, now)

    async def find(self, code: str, now: datetime) -> Entry:
        """The open form for the dossier or ticket of that code; raises FormOver."""
        async with self._db.reading() as session:
            row = await self._invited(session, code)
            if row is None:
                raise FormOver(Over.UNKNOWN)
            about = (await self._about(session, [row]))[row.id]
        return Entry(row.id, about, await self._state(row.id, now))

    async def entry(self, invitation_id: int, now: datetime) -> Entry:
        """The same by the number of the invitation."""
        async with self._db.reading() as session:
            row = await repository.get(session, invitation_id)
            about = await self._about(session, [row] if row is not None else [])
        if row is None or row.id not in about:
            raise FormOver(Over.UNKNOWN)
        return Entry(row.id, about[row.id], await self._state(row.id, now))

    async def enter(self, invitation_id: int, given: Given, mode: Mode, now: datetime) -> FormState:
        """Keeps what somebody said or wrote down; never over what was answered before."""
        assert mode in ENTERED, "officers enter what was told at the counter or on the phone"
        return await self._answering.take(invitation_id, given, From(mode, may_change=False), now)

    async def slips(self, codes: Sequence[str], now: datetime) -> Sequence[Slip]:
        """One for each code; who gets one is not also called or written to."""
        async with self._db.transaction() as session:
            return [await self._slip(session, code, now) for code in codes]

    async def _slip(self, session: AsyncSession, code: str, now: datetime) -> Slip:
        row = await self._invited(session, code)
        if row is None:
            return Slip(code, trouble=Over.UNKNOWN)
        trouble = _closed(row, now)
        if trouble is not None:
            return Slip(code, trouble=trouble)
        if row.state == InvitationState.WAITING and row.way in (None, Way.SLIP, Way.CALL):
            row.state, row.way, row.sent_at, row.due_at = InvitationState.SENT, Way.SLIP, now, None
        return Slip(code, self._keys.token_of(row.id), row.expires_at)

    async def _invited(self, session: AsyncSession, code: str) -> SurveyInvitation | None:
        subject = await self._subjects.find(session, code)
        return await repository.newest_of(session, *subject) if subject is not None else None

    async def _open(self, session: AsyncSession, invitation_id: int, now: datetime) -> SurveyInvitation:
        row = await repository.get(session, invitation_id, lock=True)
        trouble = Over.UNKNOWN if row is None else _closed(row, now)
        if row is None or trouble is not None:
            raise FormOver(trouble or Over.UNKNOWN)
        return row

    async def _state(self, invitation_id: int, now: datetime) -> FormState:
        state = await self._answering.state(invitation_id, now)
        if state is None:
            raise FormOver(Over.UNKNOWN)
        if state.over is not None or state.is_begun:
            raise FormOver(state.over or Over.ANSWERED)
        return state

    async def _about(self, session: AsyncSession, rows: Sequence[SurveyInvitation]) -> Mapping[int, About]:
        """By the number of the invitation."""
        found: dict[int, About] = {}
        for subject in {row.subject for row in rows}:
            ids = {row.subject_id: row.id for row in rows if row.subject == subject}
            about = await self._subjects.about(session, subject, ids)
            found |= {ids[subject_id]: one for subject_id, one in about.items()}
        return found


def _closed(row: SurveyInvitation, now: datetime) -> Over | None:
    if row.state == InvitationState.DONE:
        return Over.ANSWERED
    if row.state == InvitationState.DROPPED:
        return Over.DROPPED
    return Over.EXPIRED if now >= row.expires_at else None
