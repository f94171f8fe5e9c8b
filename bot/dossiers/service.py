"""What a person may see of a dossier, under the rules that keep others from seeing it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import WorkCalendar
from bot.dossiers import repository
from bot.dossiers.factors import Factors
from bot.dossiers.hours import today
from bot.dossiers.intake import Intake
from bot.dossiers.limits import FRESH, is_blocked
from bot.dossiers.model import DossierHolder
from bot.dossiers.showing import shown
from bot.dossiers.sources.source import DossierSource, SourceDown
from bot.dossiers.verdict import Evidence, verdict
from bot.dossiers.view import Look, Looked, View
from bot.storage.database import Database

# The id of the conversation that Rasa knows under that name; None where there is none.
ConversationOf = Callable[[AsyncSession, str], Awaitable[int | None]]
HTTP = "http"


class Dossiers:
    """Looks for citizens; every look is logged, and too many failures end in a pause.

    A factor that is wrong and one for no dossier at all go the same way: same queries, same comparison.
    """

    def __init__(
        self,
        db: Database,
        secret: str,
        conversation_of: ConversationOf,
        calendar: WorkCalendar,
        source: DossierSource | None = None,
    ) -> None:
        """``secret`` is the one that factors were taken in with; ``source`` is asked where it is given."""
        self._db = db
        self._factors = Factors(secret)
        self._conversation_of = conversation_of
        self._calendar = calendar
        self._source = source
        self._intake = Intake(db, secret, HTTP)

    async def look(self, person: str, code: str, factor: str | None = None, *, now: datetime) -> Look:
        """The dossier as this person may see it; ``person`` is the conversation's name for Rasa.

        Raises StorageUnavailable.
        """
        # With a factor no source is asked: how long it takes would tell whether it knows the dossier.
        down = factor is None and not await self._ask_source(person, code, now)
        async with self._db.transaction() as session:
            conversation_id = await self._conversation_of(session, person)
            if conversation_id is None:
                return Look(code, Looked.UNAVAILABLE)
            asked = _Asked(conversation_id, code, factor, now, down)
            return await self._look(session, asked)

    async def followed(self, person: str) -> Sequence[str]:
        """The codes of the dossiers that the person follows, the latest first; raises StorageUnavailable."""
        async with self._db.reading() as session:
            conversation_id = await self._conversation_of(session, person)
            return await repository.followed_codes(session, conversation_id) if conversation_id else ()

    async def _look(self, session: AsyncSession, asked: "_Asked") -> Look:
        code_hash = self._factors.hash_of_code(asked.code)
        evidence = await self._evidence(session, asked, code_hash)
        result = verdict(evidence)
        await repository.log_look(session, asked.conversation_id, code_hash, result, asked.now)
        dossier_id = evidence.claim.dossier_id
        if result is not Looked.SEEN or dossier_id is None:
            return Look(asked.code, result)
        if evidence.is_new_proof:
            await _remember(session, asked.conversation_id, dossier_id, asked.now)
        return Look(asked.code, result, await self._view(session, dossier_id, evidence))

    async def _evidence(self, session: AsyncSession, asked: "_Asked", code_hash: str) -> Evidence:
        failures = await repository.latest_failures(session, asked.conversation_id)
        wrong = await repository.wrong_factors(session, code_hash, asked.now)
        claim = await repository.claim(session, asked.conversation_id, asked.code)
        factor = asked.factor
        return Evidence(
            claim=claim,
            wrong=wrong,
            now=asked.now,
            with_factor=factor is not None,
            proved=factor is not None and self._factors.fits(asked.code, factor, claim.factors),
            blocked=is_blocked(failures, asked.now),
            down=asked.down,
        )

    async def _view(self, session: AsyncSession, dossier_id: int, evidence: Evidence) -> View:
        return shown(
            await repository.get(session, dossier_id),
            today(evidence.now),
            self._calendar,
            details=evidence.is_known or evidence.is_new_proof,
            followed=evidence.claim.follow_id is not None,
            stale=evidence.down,
        )

    async def _ask_source(self, person: str, code: str, now: datetime) -> bool:
        """Takes in what the source says where that is worth asking; False where it does not answer."""
        if self._source is None or not await self._is_outdated(person, code, now):
            return True
        try:
            state = await self._source.find(code)
        except SourceDown:
            return False
        if state is not None:
            await self._intake.take([state], now)
        return True

    async def _is_outdated(self, person: str, code: str, now: datetime) -> bool:
        async with self._db.reading() as session:
            conversation_id = await self._conversation_of(session, person)
            if conversation_id is None:
                return False
            failures = await repository.latest_failures(session, conversation_id)
            seen_at = await repository.seen_at(session, code)
        return not is_blocked(failures, now) and (seen_at is None or now - seen_at >= FRESH)


@dataclass(frozen=True)
class _Asked:
    """One look, as far as it is known before the database is asked."""

    conversation_id: int
    code: str
    factor: str | None
    now: datetime
    down: bool


async def _remember(session: AsyncSession, conversation_id: int, dossier_id: int, now: datetime) -> None:
    holder = await repository.find_holder(session, conversation_id, dossier_id)
    if holder is None:
        session.add(DossierHolder(conversation_id=conversation_id, dossier_id=dossier_id, verified_at=now))
    else:
        holder.verified_at = now
