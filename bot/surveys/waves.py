"""Waves as a department runs them: how far each has come in every stratum, and how a new one begins."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.database import Database
from bot.survey_terms import day_of
from bot.surveys import repository, wave_repository
from bot.surveys.instrument import Instruments
from bot.surveys.model import Method, Subject, SurveyWave
from bot.surveys.wave_form import TAKEN, WaveDraft, WaveRefused
from bot.surveys.wave_view import Chosen, Stratum, WaveView

# What may be sampled by: the fields, communes and channels of one kind of subject, each with its title.
Cuts = Callable[[str], Mapping[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Overview:
    """One wave and all its strata in one; ``runs`` says that it takes what is finished today."""

    wave: SurveyWave
    whole: Stratum
    runs: bool


class Waves:
    """Everything raises StorageUnavailable."""

    def __init__(self, db: Database, instruments: Instruments, cuts: Cuts) -> None:
        """A new wave asks with the instrument of its first day."""
        self._db = db
        self._instruments = instruments
        self._cuts = cuts

    async def all(self, now: datetime) -> Sequence[Overview]:
        """The last one first."""
        async with self._db.reading() as session:
            waves = await repository.waves(session)
            totals = await wave_repository.totals(session)
            running = {await self._running(session, subject, day_of(now)) for subject in Subject}
        nothing = Stratum("", "", "")
        return [Overview(one, totals.get(one.id, nothing), one.id in running) for one in waves]

    async def one(self, wave_id: int) -> WaveView | None:
        """A wave with its strata, the largest first; None where there is no such wave."""
        async with self._db.reading() as session:
            wave = await session.get(SurveyWave, wave_id)
            return WaveView(wave, await wave_repository.strata(session, wave_id)) if wave else None

    async def sample(self, wave_id: int) -> Sequence[Chosen]:
        """The log of the sample: every subject, the number drawn for it, and whether it was taken."""
        async with self._db.reading() as session:
            return await wave_repository.sample(session, wave_id)

    async def begin(self, draft: WaveDraft, now: datetime) -> int:
        """A new wave; it goes before those that were begun earlier. Its number; raises WaveRefused."""
        draft.check(day_of(now), self._cuts(draft.subject))
        async with self._db.transaction() as session:
            # Whoever invites makes waves too, and holds the mark of the subject meanwhile.
            for subject in Subject:
                await repository.locked_mark(session, subject)
            if draft.name in {one.name for one in await repository.waves(session)}:
                raise WaveRefused(TAKEN)
            wave = self._wave(draft)
            session.add(wave)
        return wave.id

    def _wave(self, draft: WaveDraft) -> SurveyWave:
        return SurveyWave(
            name=draft.name,
            subject=draft.subject,
            instrument=self._instruments.current(draft.begins_on).version,
            form=draft.form,
            method=Method.STRATIFIED if draft.shares else Method.EVERYONE,
            seed=secrets.token_hex(16),
            shares=dict(draft.shares),
            begins_on=draft.begins_on,
            ends_on=draft.ends_on,
        )

    async def _running(self, session: AsyncSession, subject: str, day: date) -> int | None:
        wave = await repository.wave_for(session, subject, day)
        return wave.id if wave is not None else None
