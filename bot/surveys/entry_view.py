"""What officers see of invitations: what they are about, and never what was answered."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys.form_state import FormState, Over


@dataclass(frozen=True)
class About:
    """What an invitation is about, as officers know it; a phone number only where the citizen gave one."""

    code: str = field(repr=False)
    title: str = ""
    phone: str = field(default="", repr=False)


class Subjects(Protocol):
    """Whoever knows dossiers and tickets; the wiring brings it. Sealed reports are no subject."""

    async def find(self, session: AsyncSession, code: str) -> tuple[str, int] | None:
        """Kind and row of the dossier or ticket of that code."""
        ...

    async def about(self, session: AsyncSession, subject: str, ids: Collection[int]) -> Mapping[int, About]:
        """By row, those of that kind."""
        ...


@dataclass(frozen=True)
class Call:
    """Somebody to be called; `tried_on` is the day of the call that reached nobody."""

    id: int
    about: About
    subject: str
    subject_on: date
    until: datetime
    tried_on: datetime | None = None


@dataclass(frozen=True)
class Entry:
    """A form to be filled in for somebody."""

    id: int
    about: About
    state: FormState


@dataclass(frozen=True)
class Slip:
    """A form's address to be handed over, or why there is none."""

    code: str = field(repr=False)
    token: str = field(default="", repr=False)
    until: datetime | None = None
    trouble: Over | None = None
