"""Who may see a ticket without having written it here: whoever knows its PIN, and does not guess."""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.codes import Codes
from bot.hotline.model import PinFailure, Ticket
from bot.hotline.sealed_model import SealedReport
from bot.storage.base import table_of
from bot.storage.database import Database
from bot.storage.forgetting import Stale

MOST_FAILURES = 5
WINDOW = timedelta(minutes=15)
STALE_TRIES = Stale(table_of(PinFailure), table_of(PinFailure).c.at)
_NO_PIN = "0" * 64


@dataclass(frozen=True)
class Found:
    """What the code and the PIN open: one of the two."""

    ticket_id: int | None
    sealed_id: int | None


async def prove(db: Database, codes: Codes, code: str, pin: str, now: datetime) -> Found | None:
    """What code and PIN open; None for a wrong PIN, a wrong code, and after too many of either.

    Wrong and missing go the same way: same queries, same comparison. A try counts before it is judged, so
    that of many at once no more than the limit are judged; who is turned away unjudged does not count.
    """
    name = codes.hash_of_code(code)
    async with db.transaction(urgent=True) as session:
        await session.execute(delete(PinFailure).where(PinFailure.at <= now - WINDOW))
        tried = PinFailure(code_hash=name, at=now)
        session.add(tried)
    async with db.transaction(urgent=True) as session:
        tries, kept, found = await _known(session, code, name)
        fits = hmac.compare_digest(codes.hash_of_pin(code, pin), kept)
        is_blocked = tries > MOST_FAILURES
        if fits or is_blocked:
            await session.execute(delete(PinFailure).where(PinFailure.id == tried.id))
        return found if fits and not is_blocked else None


async def _known(session: AsyncSession, code: str, name: str) -> tuple[int, str, Found]:
    """One row from one query, which reads a ticket and a report whether there are any of that code or not."""
    tries = select(func.count()).where(PinFailure.code_hash == name).scalar_subquery()
    query = select(tries, *_of(Ticket, code), *_of(SealedReport, code))
    number, ticket_id, ticket_pin, report_id, report_pin = (await session.execute(query)).one()
    kept = (ticket_pin if ticket_id is not None else report_pin if report_id is not None else None) or _NO_PIN
    return number, kept, Found(ticket_id, report_id)


def _of(model: type[Ticket] | type[SealedReport], code: str) -> tuple[ScalarSelect[int], ScalarSelect[str]]:
    """The id that the code has, and the hash of its PIN, or, to take as long, that of the newest."""
    found = select(model.id).where(model.code == code).scalar_subquery()
    newest = select(func.max(model.id)).scalar_subquery()
    return found, select(model.pin_hash).where(model.id == func.coalesce(found, newest)).scalar_subquery()
