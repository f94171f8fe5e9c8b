"""Reports on wrong records: taken in with the turn that makes them, listed and settled by officers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.corrections import repository
from bot.corrections.model import CorrectionRequest
from bot.effects import Effect, EffectHandlers, Occasion
from bot.storage.database import Database

REPORTED = "correction_request"  # data: procedure, aspect, version
NOTED = "correction_note"  # data: procedure; the note is the text of the turn


async def report(session: AsyncSession, effect: Effect, occasion: Occasion) -> None:
    """Keeps a new report, unless the same conversation has an open one on the same version already."""
    procedure, version = effect.data["procedure"], effect.data["version"]
    known = await repository.latest_open(session, occasion.conversation_id, procedure)
    if known is not None and known.version == version:
        return
    session.add(
        CorrectionRequest(
            conversation_id=occasion.conversation_id,
            turn_id=occasion.turn_id,
            procedure=procedure,
            aspect=effect.data.get("aspect"),
            version=version,
            created_at=occasion.now,
        )
    )


async def note(session: AsyncSession, effect: Effect, occasion: Occasion) -> None:
    """Adds the citizen's words to his open report, if it is still open."""
    known = await repository.latest_open(session, occasion.conversation_id, effect.data["procedure"])
    if known is not None and occasion.text:
        known.add_note(occasion.text)


EFFECTS: EffectHandlers = {REPORTED: report, NOTED: note}


async def open_reports(db: Database) -> Sequence[CorrectionRequest]:
    """What officers still have to look at, oldest first; raises StorageUnavailable."""
    async with db.reading() as session:
        return await repository.all_open(session)


async def settle(db: Database, report_id: int, now: datetime) -> bool:
    """Takes the report off the list; False where there is none of that number."""
    async with db.transaction() as session:
        found = await session.get(CorrectionRequest, report_id)
        if found is not None:
            found.settle(now)
    return found is not None
