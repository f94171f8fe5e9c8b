"""Many answers from one device in one day: kept, marked, and not counted."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot.surveys import answers

BURST = "burst"


@dataclass(frozen=True)
class Bursts:
    """Up to ``most`` responses a day are a family at one phone; with one more all of that day are marked."""

    most: int = 5

    async def check(self, session: AsyncSession, device: str | None, day: date) -> None:
        """To be called after a response was added; one without a device is in no burst."""
        if device is not None and await answers.count_from(session, device, day) > self.most:
            await answers.flag(session, device, day, BURST)
