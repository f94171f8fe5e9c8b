"""What both sides of the desk stand on: where tickets lie, who is reached how, whose rules apply."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import WorkCalendar
from bot.hotline import repository
from bot.hotline.casework import Case
from bot.hotline.codes import Codes
from bot.hotline.files import FileStore
from bot.hotline.ladder import Directory
from bot.hotline.public import public_view
from bot.hotline.sealed import SealedDesk
from bot.hotline.states import Happened
from bot.hotline.terms import Clocks
from bot.hotline.tracks import load_tracks
from bot.hotline.view import PublicView, TicketView
from bot.hotline.words import load_words
from bot.ladder import Ladder
from bot.storage.database import Database

# Puts the words on their way to that conversation in the session's transaction; False: nobody is reached.
Say = Callable[[AsyncSession, int, Sequence[str], datetime], Awaitable[bool]]
# The same for the question whether a ticket's matter is solved; the code is that ticket's.
Ask = Callable[[AsyncSession, int, str, Sequence[str], datetime], Awaitable[bool]]
# Makes a conversation forget what was said in it until then, in the session's transaction.
Forget = Callable[[AsyncSession, int, datetime], Awaitable[None]]


async def no_memory(_session: AsyncSession, _conversation_id: int, _until: datetime) -> None:
    """Where no words of conversations are kept."""


class DeskBase:
    """The parts that the desk is put together from."""

    def __init__(
        self,
        db: Database,
        *,
        secret: str,
        sealed_secret: str,
        ladder: Ladder,
        calendar: WorkCalendar,
        directory: Directory,
        say: Say,
        folder: Path,
        ask: Ask | None = None,
        forget: Forget = no_memory,
    ) -> None:
        """Without ``ask`` the question whether it is solved goes out through ``say``, as plain words.

        ``folder`` is where attachments lie; sealed ones lie beside them, encrypted.
        """
        self._db = db
        self._ladder = ladder
        self._directory = directory
        self._say = say
        self._ask = ask
        self._forget = forget
        self._codes = Codes(secret)
        self._clocks = Clocks(calendar, ladder)
        self._tracks = load_tracks()
        self._words = load_words()
        self.files = FileStore(folder / "tickets")
        self.sealed = SealedDesk(db, sealed_secret, folder / "sealed", self.files)
        self.news = db.news

    async def by_code(self, code: str) -> TicketView | None:
        """The ticket of that code, for officers; raises StorageUnavailable."""
        async with self._db.reading() as session:
            ticket = await repository.find_by_code(session, code)
            return await repository.view(session, ticket) if ticket is not None else None

    async def _public(self, session: AsyncSession, view: TicketView) -> PublicView:
        into = view.ticket.merged_into
        other = await repository.get(session, into) if into is not None else None
        return public_view(view, await repository.view(session, other) if other is not None else None)

    async def _tell_citizen(self, case: Case, words: str, *, asks: bool = False, **values: str) -> bool:
        """Says it to whoever handed the ticket in; where nobody is reached the history says so."""
        ticket = case.ticket
        texts = [words.format(code=ticket.code, **values)]
        texts += [self._words.solved_question] if asks else []
        reached = ticket.conversation_id is not None and await self._send(case, texts, asks=asks)
        if not reached and not (ticket.anonymous and ticket.conversation_id is None):
            case.tell(Happened.NOT_REACHED)
        return reached

    async def _send(self, case: Case, texts: Sequence[str], *, asks: bool) -> bool:
        conversation_id = case.ticket.conversation_id
        assert conversation_id is not None, "only who has a conversation is written to"
        if asks and self._ask is not None:
            return await self._ask(case.session, conversation_id, case.ticket.code, texts, case.now)
        return await self._say(case.session, conversation_id, texts, case.now)

    async def _tell_merged(self, case: Case, words: str, **values: str) -> None:
        """Those whose tickets were merged into this one hear of it, too, each under his own code."""
        for one in await repository.merged_here(case.session, case.ticket.id):
            if one.conversation_id is not None:
                text = words.format(code=one.code, **values)
                await self._say(case.session, one.conversation_id, [text], case.now)
