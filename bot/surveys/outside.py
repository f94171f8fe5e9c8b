"""What an inviter needs from outside: where matters end, and how invitations go out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys.inviting import Finished
from bot.surveys.model import Subject, SurveyInvitation, SurveyWave, Way


@dataclass(frozen=True)
class Batch:
    """Events after a number: the last one read, the last before which none can come any more, what ended."""

    last_id: int
    settled_id: int
    finished: Sequence[Finished]


class Source(Protocol):
    """Where dossiers or tickets end."""

    subject: Subject

    async def after(
        self, session: AsyncSession, event_id: int, settled: datetime, limit: int
    ) -> Batch | None:
        """The next events; None where there are none. Those seen before ``settled`` are settled."""
        ...

    async def stands(self, session: AsyncSession, subject_id: int) -> bool:
        """Whether it is still done: results are taken back, tickets opened again."""
        ...


class Post(Protocol):
    """Brings an invitation on its way."""

    async def __call__(
        self, session: AsyncSession, row: SurveyInvitation, wave: SurveyWave, now: datetime, *, reminder: bool
    ) -> tuple[Way, list[int]] | None:
        """How it goes and its replies in the outbox; None, and nothing is sent, where nobody is reached."""
        ...

    async def lost(self, session: AsyncSession, outbox_ids: Collection[int]) -> bool:
        """Whether one of the replies never arrived."""
        ...
