"""A tickets' desk for each person who talks to the trained model."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from bot.hotline.view import Draft, Opened, PublicView
from tests.unit.actions.tickets import TicketDesk


class TicketDesks:
    """Nobody sees what another one sent."""

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self._of: defaultdict[str, TicketDesk] = defaultdict(TicketDesk)

    def of(self, person: str) -> TicketDesk:
        """That person's own."""
        return self._of[person]

    async def open(self, person: str, draft: Draft, files: Sequence[str], *, now: datetime) -> Opened:
        """As the person's desk does it."""
        return await self.of(person).open(person, draft, files, now=now)

    async def mine(self, person: str) -> Sequence[PublicView]:
        """As the person's desk does it."""
        return await self.of(person).mine(person)

    async def add(self, person: str, code: str, text: str, *, now: datetime) -> PublicView:
        """As the person's desk does it."""
        return await self.of(person).add(person, code, text, now=now)

    async def withdraw(self, person: str, code: str, reason: str, *, now: datetime) -> PublicView:
        """As the person's desk does it."""
        return await self.of(person).withdraw(person, code, reason, now=now)

    async def verdict(self, person: str, code: str, solved: bool, text: str, *, now: datetime) -> PublicView:
        """As the person's desk does it."""
        return await self.of(person).verdict(person, code, solved, text, now=now)

    def lock(self, text: str) -> str:
        """The same for all."""
        return self.of("").lock(text)

    def unlock(self, text: str) -> str | None:
        """The same for all."""
        return self.of("").unlock(text)
