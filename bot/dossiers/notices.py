"""Every query of notices: which are due, and of which nobody knows that they arrived."""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.model import Dossier, DossierEvent, DossierFollow, DossierHolder, DossierNotice, NoticeState
from bot.dossiers.state import Status

# Why a notice was not sent; of the first nobody need hear.
UNFOLLOWED, UNREACHABLE, BROKEN = "unfollowed", "unreachable", "broken"
MOST_IDS = 500
# Those of the outbox's replies that never arrived or perhaps did not, each with the word for why.
Lost = Callable[[AsyncSession, Collection[int]], Awaitable[Mapping[int, str]]]


@dataclass(frozen=True)
class Due:
    """A notice that is to go out now: what changed, of what, for which conversation."""

    notice: DossierNotice
    event: DossierEvent
    dossier: Dossier
    follow: DossierFollow
    conversation_id: int


async def due_notices(session: AsyncSession, now: datetime, limit: int) -> Sequence[Due]:
    """The first that waits of each consent, where it is due; locked, without those that others hold."""
    waits = DossierNotice.state == NoticeState.WAITING
    first = select(func.min(DossierNotice.id)).where(waits).group_by(DossierNotice.follow_id)
    query = (
        select(DossierNotice, DossierEvent, Dossier, DossierFollow, DossierHolder.conversation_id)
        .join(DossierEvent, DossierEvent.id == DossierNotice.event_id)
        .join(Dossier, Dossier.id == DossierEvent.dossier_id)
        .join(DossierFollow, DossierFollow.id == DossierNotice.follow_id)
        .join(DossierHolder, DossierHolder.id == DossierFollow.holder_id)
        # Said twice because PostgreSQL looks again only at these conditions once it has the lock.
        .where(DossierNotice.id.in_(first), waits, DossierNotice.due_at <= now)
        # Whoever posts locks conversations: all do it in this order.
        .order_by(DossierHolder.conversation_id, DossierNotice.id)
        .limit(limit)
        .with_for_update(of=DossierNotice, skip_locked=True)
    )
    return [Due(*row) for row in await session.execute(query)]


@dataclass(frozen=True)
class ToCall:
    """A change that a follower may not have heard of, and why."""

    code: str
    status: Status
    at: datetime
    conversation_id: int
    reason: str


async def to_call(session: AsyncSession, lost: Lost, since: datetime) -> Sequence[ToCall]:
    """Whom officers should call, of the notices that were due since then; the newest first."""
    dropped = DossierNotice.reason.in_((UNREACHABLE, BROKEN))
    query = (
        select(DossierNotice, DossierEvent, Dossier.code, DossierHolder.conversation_id)
        .join(DossierEvent, DossierEvent.id == DossierNotice.event_id)
        .join(Dossier, Dossier.id == DossierEvent.dossier_id)
        .join(DossierFollow, DossierFollow.id == DossierNotice.follow_id)
        .join(DossierHolder, DossierHolder.id == DossierFollow.holder_id)
        .where(DossierNotice.due_at >= since, or_(dropped, DossierNotice.state == NoticeState.POSTED))
        .order_by(DossierNotice.due_at.desc(), DossierNotice.id.desc())
    )
    rows = (await session.execute(query)).all()
    why: dict[int, str] = {}
    for some in _batches([one for row in rows for one in row[0].outbox_ids]):
        why |= await lost(session, some)
    return [
        ToCall(code, event.came_to, event.at, conversation_id, reason)
        for notice, event, code, conversation_id in rows
        if (reason := _reason(notice, why))
    ]


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + MOST_IDS] for start in range(0, len(ids), MOST_IDS))


def _reason(notice: DossierNotice, why: Mapping[int, str]) -> str | None:
    return notice.reason or next((why[one] for one in notice.outbox_ids if one in why), None)
