"""Sessions: a browser's conversation, opened without a name and proved by a token."""

import hashlib
import hmac
import re
import secrets

from bot.channels.webchat.errors import Refused
from bot.channels.webchat.model import WebchatSession
from bot.conversation.clock import Clock
from bot.storage.database import Database

_SESSION = re.compile(r"[A-Za-z0-9_-]{1,32}")


class Sessions:
    """Opens sessions and checks tokens; a token itself is never stored."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Keeps nothing in memory: any process can check any session."""
        self._db = db
        self._clock = clock

    async def open(self) -> tuple[str, str]:
        """A new session and its token; raises StorageUnavailable."""
        session, token = secrets.token_urlsafe(16), secrets.token_urlsafe(32)
        async with self._db.transaction() as storage:
            storage.add(
                WebchatSession(session=session, token_sha256=_sha256(token), created_at=self._clock())
            )
        return session, token

    async def check(self, session: str, token: str) -> None:
        """Raises Refused unless the token opens the session, StorageUnavailable where that is unknown."""
        known = await self._find(session)
        if known is None:
            raise Refused("unknown_session", "session")
        if not hmac.compare_digest(known.token_sha256, _sha256(token)):
            raise Refused("wrong_token", "token")

    async def _find(self, session: str) -> WebchatSession | None:
        if not _SESSION.fullmatch(session):
            return None
        async with self._db.reading() as storage:
            return await storage.get(WebchatSession, session)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
