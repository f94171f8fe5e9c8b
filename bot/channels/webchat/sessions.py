"""Sessions: a browser's conversation, opened without a name and proved by a token."""

import hashlib
import hmac
import re
import secrets
from collections import OrderedDict

from bot.channels.webchat.errors import Refused
from bot.channels.webchat.model import WebchatSession
from bot.clock import Clock
from bot.storage.database import Database

MOST_REMEMBERED = 10_000

_SESSION = re.compile(r"[A-Za-z0-9_-]{1,32}")


class Sessions:
    """Opens sessions and checks tokens; a token itself is never stored."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Any process can check any session."""
        self._db = db
        self._clock = clock
        # Sessions never change, and a page that writes writes again soon.
        self._lately: OrderedDict[str, str] = OrderedDict()

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
        known = self._lately.get(session) or await self._find(session)
        if known is None:
            raise Refused("unknown_session", "session")
        self._remember(session, known)
        if not hmac.compare_digest(known, _sha256(token)):
            raise Refused("wrong_token", "token")

    def _remember(self, session: str, token_sha256: str) -> None:
        self._lately[session] = token_sha256
        self._lately.move_to_end(session)
        if len(self._lately) > MOST_REMEMBERED:
            self._lately.popitem(last=False)

    async def _find(self, session: str) -> str | None:
        if not _SESSION.fullmatch(session):
            return None
        async with self._db.reading() as storage:
            found = await storage.get(WebchatSession, session)
        return found.token_sha256 if found is not None else None


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
