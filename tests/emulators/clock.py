"""A clock that goes on only when it is told to."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


class HandClock:
    """Called, it tells the time that it was last moved to."""

    def __init__(self, now: datetime = START) -> None:
        """Starts on a working day unless another time is given."""
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Moves the clock on."""
        self.now += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
