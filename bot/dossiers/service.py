"""What a person may see of a dossier, under the rules that keep others from seeing it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import WorkCalendar
from bot.dossiers import repository
from bot.dossiers.factors import Factors
from bot.dossiers.hours import today
from bot.dossiers.intake import Intake
from bot.dossiers.limits import FRESH, is_blocked
from bot.dossiers.looks import log_look
from bot.dossiers.model import DossierHolder
from bot.dossiers.repository import Asked
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
            asked = await self._asked(session, person, code, now)
            if asked is None:
                return Look(code, Looked.UNAVAILABLE)
            return await self._look(session, asked, factor, down=down)

    async def followed(self, person: str) -> Sequence[str]:
        """The codes of the dossiers that the person follows, the latest first; raises StorageUnavailable."""
        async with self._db.reading() as session:
            conversation_id = await self._conversation_of(session, person)
            return await repository.followed_codes(session, conversation_id) if conversation_id else ()

    async def _asked(self, session: AsyncSession, person: str, code: str, now: datetime) -> Asked | None:
        conversation_id = await self._conversation_of(session, person)
        if conversation_id is None:
            return None
        return Asked(conversation_id, code, self._factors.hash_of_code(code), now)

    async def _look(self, session: AsyncSession, asked: Asked, factor: str | None, *, down: bool) -> Look:
        claim = await repository.claim(session, asked)
        proved = factor is not None and self._factors.fits(asked.code, factor, claim.factors)
        evidence = Evidence(claim, asked.now, factor is not None, proved, down)
        result = verdict(evidence)
        await log_look(session, asked, result)
        if result is not Looked.SEEN or claim.dossier_id is None:
            return Look(asked.code, result)
        if evidence.is_new_proof:
            await _remember(session, asked.conversation_id, claim.dossier_id, asked.now)
        return Look(asked.code, result, await self._view(session, claim.dossier_id, evidence))

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
            asked = await self._asked(session, person, code, now)
            if asked is None:
                return False
            claim = await repository.claim(session, asked)
        is_fresh = claim.seen_at is not None and now - claim.seen_at < FRESH
        return not is_fresh and not is_blocked(claim.last_failure, claim.early_failure, now)


async def _remember(session: AsyncSession, conversation_id: int, dossier_id: int, now: datetime) -> None:
    holder = await repository.find_holder(session, conversation_id, dossier_id)
    if holder is None:
        session.add(DossierHolder(conversation_id=conversation_id, dossier_id=dossier_id, verified_at=now))
    else:
        holder.verified_at = now
