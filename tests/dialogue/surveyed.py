"""Who is asked how it went: in the talks on surveys everybody, in all others nobody."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.surveys.chat_desk import Sheet
from tests.unit.actions.surveys import SENT_AT, SurveyDesk, empty

INVITED, INVITED_IN_FULL = "invited", "invited-in-full"


@dataclass
class SurveyDesks:
    """One desk for each person."""

    desks: dict[str, SurveyDesk] = field(default_factory=dict)

    def of(self, person: str) -> SurveyDesk:
        """Who is invited is known by the name."""
        form = "full" if INVITED_IN_FULL in person else "short"
        sent_at = SENT_AT if INVITED in person else None
        return self.desks.setdefault(person, SurveyDesk(empty(form), sent_at=sent_at))

    async def sheet(self, person: str, token: str, *, now: datetime) -> Sheet:
        """As it stands."""
        return await self.of(person).sheet(person, token, now=now)

    async def answer(self, person: str, token: str, question: str, value: int, *, now: datetime) -> Sheet:
        """With that answer."""
        return await self.of(person).answer(person, token, question, value, now=now)

    async def comment(self, person: str, token: str, text: str, *, now: datetime) -> Sheet:
        """With those words."""
        return await self.of(person).comment(person, token, text, now=now)

    async def opt_out(self, person: str, token: str, *, now: datetime) -> None:
        """Asked no more."""
        await self.of(person).opt_out(person, token, now=now)

    async def unasked(self, person: str, since: datetime | None, *, now: datetime) -> str | None:
        """As it was sent."""
        return await self.of(person).unasked(person, since, now=now)
