"""Takes answers in: one transaction for each, nothing twice, nothing after the end."""

import secrets
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.surveys import answers as repository
from bot.surveys.bursts import Bursts
from bot.surveys.form_state import FormOver, FormState, Over
from bot.surveys.given import From, Given, after_all, check
from bot.surveys.instrument import Instruments
from bot.surveys.keys import SurveyKeys
from bot.surveys.model import InvitationState, Mode, SurveyInvitation, SurveyResponse, SurveyWave
from bot.surveys.opt_out import OptOuts

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
LARGEST_ID = 2**63


class Answering:
    """Answers may be changed, by whoever gave them, until the invitation expires; the last one counts.

    Everything raises StorageUnavailable; what writes raises FormOver and OutOfScale and then changes nothing.
    """

    def __init__(
        self,
        db: Database,
        instruments: Instruments,
        keys: SurveyKeys,
        opt_outs: OptOuts,
        bursts: Bursts | None = None,
    ) -> None:
        """``keys`` are all that ties an answer to its invitation."""
        self._db = db
        self._instruments = instruments
        self._keys = keys
        self._opt_outs = opt_outs
        self._bursts = bursts or Bursts()

    async def state(self, invitation_id: int, now: datetime) -> FormState | None:
        """How far it is; None where there is no such invitation."""
        async with self._db.reading() as session:
            found = await repository.invitation(session, invitation_id)
            return await self._state(session, *found, now) if found is not None else None

    async def answer(
        self,
        invitation_id: int,
        question: str,
        value: int,
        mode: Mode,
        now: datetime,
        device: str | None = None,
    ) -> FormState:
        """Takes one answer; a second one to the same question replaces the first."""
        return await self.take(invitation_id, Given({question: value}), From(mode, device), now)

    async def comment(
        self, invitation_id: int, text: str, mode: Mode, now: datetime, device: str | None = None
    ) -> FormState:
        """Takes the free comment, masked and cut; another one replaces it."""
        return await self.take(invitation_id, Given({}, text), From(mode, device), now)

    async def take(self, invitation_id: int, given: Given, source: From, now: datetime) -> FormState:
        """Takes all of it or nothing; returns what is answered then."""
        async with self._db.transaction() as session:
            found = await repository.invitation(session, invitation_id, lock=True)
            if found is None:
                raise FormOver(Over.UNKNOWN)
            state = await self._state(session, *found, now)
            check(state, given, source)
            after = after_all(state, given)
            if after.is_begun:
                row = await self._row(session, *found, source, now)
                await repository.put_answers(session, row.id, given.answers)
                row.comment, row.complete = after.comment or None, after.is_complete
            return after

    async def opt_out(self, invitation_id: int, now: datetime) -> None:
        """Nobody asks this person again; what was answered before stays."""
        async with self._db.transaction() as session:
            found = await repository.invitation(session, invitation_id, lock=True)
            if found is None:
                raise FormOver(Over.UNKNOWN)
            await self._opt_outs.add(session, found[0], now)

    async def _state(
        self, session: AsyncSession, invitation: SurveyInvitation, wave: SurveyWave, now: datetime
    ) -> FormState:
        row = await repository.response(session, self._keys.response_key(invitation.id))
        return FormState(
            instrument=self._instruments.get(wave.instrument),
            form=wave.form,
            subject=invitation.subject,
            answers=await repository.answers_of(session, row.id) if row is not None else {},
            comment=(row.comment or "") if row is not None else "",
            over=await self._over(session, invitation, now),
        )

    async def _over(self, session: AsyncSession, invitation: SurveyInvitation, now: datetime) -> Over | None:
        if await self._opt_outs.has(session, invitation):
            return Over.OPTED_OUT
        if invitation.state == InvitationState.DROPPED:
            return Over.DROPPED
        return Over.EXPIRED if now >= invitation.expires_at else None

    async def _row(
        self,
        session: AsyncSession,
        invitation: SurveyInvitation,
        wave: SurveyWave,
        source: From,
        now: datetime,
    ) -> SurveyResponse:
        """The response, made with the first answer; nobody is reminded of what is answered."""
        key = self._keys.response_key(invitation.id)
        row = await repository.response(session, key)
        if row is not None:
            return row
        day = now.astimezone(VIETNAM).date()
        row = _new_response(key, invitation, wave, source, day)
        session.add(row)
        invitation.answered(day)
        await session.flush()
        await self._bursts.check(session, source.device, day)
        return row


def _new_response(
    key: str, invitation: SurveyInvitation, wave: SurveyWave, source: From, day: date
) -> SurveyResponse:
    return SurveyResponse(
        id=secrets.randbelow(LARGEST_ID),
        key=key,
        wave_id=wave.id,
        subject=invitation.subject,
        instrument=wave.instrument,
        form=wave.form,
        mode=source.mode,
        month=f"{invitation.subject_on:%Y-%m}",
        field=invitation.field,
        procedure=invitation.procedure,
        commune=invitation.commune,
        channel=invitation.channel,
        answered_on=day,
        device=source.device,
    )
