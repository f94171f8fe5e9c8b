"""How many messages one person may send: beyond that they are not taken in, and told so once."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Limit:
    """A bucket of so many messages that fills up again by so many a minute; and how many may wait.

    While Rasa is away messages wait; ``waiting`` bounds what one person can pile up meanwhile.
    """

    per_minute: float = 20.0
    burst: float = 10.0
    waiting: int = 40

    def closed_until(self, allowance: float, at: datetime) -> datetime:
        """From when on one more may come, after so little was left at that moment."""
        return at + timedelta(minutes=max(0.0, 1 - allowance) / self.per_minute)

    def refilled(self, allowance: float | None, at: datetime | None, now: datetime) -> float:
        """What may be sent now, after so much was left at that moment; full where nothing is known."""
        if allowance is None or at is None:
            return self.burst
        seconds = max(0.0, (now - at).total_seconds())
        return min(self.burst, allowance + seconds * self.per_minute / 60)


@dataclass
class Allowance:
    """What one person may still send at once, as of a moment, and whether they were told to slow down."""

    left: float | None = None
    at: datetime | None = None
    told: bool = False

    def admit(self, limit: Limit, now: datetime) -> bool:
        """Takes one message off; False if there is none left. Calm is noticed here, too."""
        refilled = limit.refilled(self.left, self.at, now)
        self.at = now
        self.left = refilled - 1 if refilled >= 1 else refilled
        if refilled >= limit.burst:
            self.told = False
        return refilled >= 1
