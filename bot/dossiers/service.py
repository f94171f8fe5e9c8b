"""What a person may see of a dossier, under the rules that keep others from seeing it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.view import Look
from bot.storage.database import Database

# The id of the conversation that Rasa knows under that name; None where there is none.
ConversationOf = Callable[[AsyncSession, str], Awaitable[int | None]]


class Dossiers:
    """Looks for citizens; every look is logged, and too many failures end in a pause."""

    def __init__(self, db: Database, secret: str, conversation_of: ConversationOf) -> None:
        """``secret`` is the one that the factors were taken in with."""
        self._db = db
        self._conversation_of = conversation_of

    async def look(
        self, person: str, code: str, factor: str | None = None, *, now: datetime | None = None
    ) -> Look:
        """The dossier as this person may see it; ``person`` is the conversation's name for Rasa."""
        raise NotImplementedError

    async def followed(self, person: str) -> Sequence[str]:
        """The codes of the dossiers that the person follows, the latest first."""
        raise NotImplementedError
