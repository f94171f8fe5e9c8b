"""What a button carries: its payload, or a mark for it where Telegram's 64 bytes are too few."""

import hashlib
import re
from collections.abc import Sequence

from bot.channels.telegram.repository import add_payloads, find_payload, kept_marks
from bot.conversation.payloads import is_payload
from bot.storage.database import Database

MOST_BYTES = 64
# Half a SHA-256: two payloads with the same mark are not to be expected.
_MARK = re.compile(r"#[0-9a-f]{32}")


class CallbackData:
    """Writes and reads it; what was written once can be read for ever, by any process."""

    def __init__(self, db: Database) -> None:
        """Keeps long payloads there."""
        self._db = db

    async def write(self, payloads: Sequence[str]) -> Sequence[str]:
        """What the buttons carry; raises StorageUnavailable."""
        long = {mark_of(payload): payload for payload in payloads if is_long(payload)}
        if long:
            await self._keep(long)
        return [mark_of(payload) if is_long(payload) else payload for payload in payloads]

    async def read(self, data: str) -> str | None:
        """The payload of a button that was tapped, None if it is none of ours; raises StorageUnavailable."""
        if not _MARK.fullmatch(data):
            return data if is_payload(data) else None
        async with self._db.reading() as session:
            return await find_payload(session, data)

    async def _keep(self, payloads: dict[str, str]) -> None:
        # The same few come again and again: looking first spares the one writer of SQLite.
        async with self._db.reading() as session:
            kept = await kept_marks(session, list(payloads))
        new = {mark: payload for mark, payload in payloads.items() if mark not in kept}
        if new:
            async with self._db.transaction() as session:
                await add_payloads(session, new)


def is_long(payload: str) -> bool:
    """Whether a button cannot carry it."""
    return len(payload.encode()) > MOST_BYTES


def mark_of(payload: str) -> str:
    """The same for the same payload."""
    return f"#{hashlib.sha256(payload.encode()).hexdigest()[:32]}"
