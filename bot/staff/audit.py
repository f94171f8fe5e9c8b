"""What officers did and saw, written in the transaction of the thing itself."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.staff.model import AuditEntry

LONGEST_OBJECT = 80


async def audit(
    session: AsyncSession, officer_id: int | None, action: str, object: str, now: datetime, address: str = ""
) -> None:
    """One more entry; ``object`` is an id or a code such as ``ticket PA-…``, never a citizen's words.

    No officer: somebody who did not get in. ``address`` is a keyed hash.
    """
    entry = AuditEntry(
        at=now, officer_id=officer_id, action=action, object=object[:LONGEST_OBJECT], address=address
    )
    session.add(entry)
    await session.flush()
