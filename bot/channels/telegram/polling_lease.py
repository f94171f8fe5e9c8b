"""Which process asks Telegram for updates: Telegram gives them to one and pushes out the other."""

import secrets
from datetime import timedelta

from bot.channels.telegram.repository import end_polling_lease, take_polling_lease
from bot.clock import Clock
from bot.storage.database import Database

LEASE = timedelta(seconds=10)
# Several times within the lease: a slow commit loses nothing.
RENEWED_SECONDS = 3.0


class PollingLease:
    """One row for the bot; both methods raise StorageUnavailable."""

    def __init__(self, db: Database, bot_id: str, clock: Clock) -> None:
        """Held by nobody of this process yet."""
        self._db = db
        self._bot_id = bot_id
        self._clock = clock
        self._holder = secrets.token_hex(8)

    async def take(self) -> bool:
        """Whether this process may ask for LEASE from now; to be taken again before it is over."""
        now = self._clock()
        async with self._db.transaction() as session:
            return await take_polling_lease(session, self._bot_id, self._holder, now, now + LEASE)

    async def give_back(self) -> None:
        """Another process may ask at once, if this one was the holder."""
        async with self._db.transaction() as session:
            await end_polling_lease(session, self._bot_id, self._holder)
