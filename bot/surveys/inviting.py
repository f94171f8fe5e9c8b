"""Makes invitations of what was done: one for each dossier or ticket, however often its end is told."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.survey_terms import SurveyTerms
from bot.surveys import repository
from bot.surveys.instrument import Instruments
from bot.surveys.model import InvitationState, Method, Subject, SurveyInvitation, SurveyWave
from bot.surveys.sampling import draw, share_of

# Why an invitation was not sent.
REVERTED, TOO_LATE, NOT_DRAWN = "reverted", "too_late", "not_drawn"
FORMS = {Subject.DOSSIER: "full", Subject.TICKET: "short"}


@dataclass(frozen=True)
class Finished:
    """A dossier whose result was returned, or a ticket that was answered, on that day; whose it is.

    ``conversation_id`` is the chat of a holder who proved to be one; of a ticket its track is the field.
    """

    subject: Subject
    id: int
    day: date
    conversation_id: int | None
    field: str
    procedure: str
    commune: str
    channel: str


class Inviting:
    """Works in the caller's transaction, which holds the mark of the subject's kind."""

    def __init__(self, instruments: Instruments, terms: SurveyTerms) -> None:
        """``terms`` say how long ago something may have been done."""
        self._instruments = instruments
        self._terms = terms

    async def invite(self, session: AsyncSession, found: Sequence[Finished], now: datetime) -> int:
        """How many new invitations wait; what was done too long ago is left alone."""
        recent = [one for one in found if not self._terms.is_too_late(one.day, now)]
        made = 0
        for subject in {one.subject for one in recent}:
            about = {one.id: one for one in recent if one.subject == subject}
            before = await repository.invitations_of(session, subject, about)
            for one in about.values():
                made += await self._invite(session, one, before.get(one.id), now)
        return made

    async def _invite(
        self, session: AsyncSession, one: Finished, before: SurveyInvitation | None, now: datetime
    ) -> bool:
        due_at = self._terms.first_at(one.subject, now)
        if before is not None:
            if before.reason != REVERTED or before.state != InvitationState.DROPPED:
                return False
            before.wait_again(one.day, due_at, self._terms.expires_at(due_at))
            return True
        row = _new(one, await self._wave(session, one), due_at, self._terms.expires_at(due_at))
        session.add(row)
        return row.state == InvitationState.WAITING

    async def _wave(self, session: AsyncSession, one: Finished) -> SurveyWave:
        found = await repository.wave_for(session, one.subject, one.day)
        if found is not None:
            return found
        year = one.day.year
        wave = SurveyWave(
            name=repository.standing_name(one.subject, one.day),
            subject=one.subject,
            instrument=self._instruments.current(one.day).version,
            form=FORMS[one.subject],
            method=Method.EVERYONE,
            seed=secrets.token_hex(16),
            shares={},
            begins_on=date(year, 1, 1),
            ends_on=date(year, 12, 31),
        )
        session.add(wave)
        await session.flush()
        return wave


def _new(one: Finished, wave: SurveyWave, due_at: datetime, expires_at: datetime) -> SurveyInvitation:
    row = SurveyInvitation(
        wave_id=wave.id,
        subject=one.subject,
        subject_id=one.id,
        conversation_id=one.conversation_id,
        state=InvitationState.WAITING,
        field=one.field,
        procedure=one.procedure,
        commune=one.commune,
        channel=one.channel,
        subject_on=one.day,
        drawn=draw(wave.seed, one.subject, one.id),
        due_at=due_at,
        expires_at=expires_at,
        outbox_ids=[],
    )
    if row.drawn is not None and row.drawn >= share_of(wave.shares, one.field, one.commune, one.channel):
        row.drop(NOT_DRAWN)
    elif one.conversation_id is None:
        row.leave_to_officers()
    return row
