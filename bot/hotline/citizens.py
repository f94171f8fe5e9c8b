"""The desk as citizens come to it: hand in, look, add, take back, judge."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline import repository
from bot.hotline.actors import CITIZEN
from bot.hotline.casework import Case, take_up
from bot.hotline.climbing import seat
from bot.hotline.codes import tidy
from bot.hotline.desk import DeskBase
from bot.hotline.hours import local_day
from bot.hotline.intake import check, needed, plain, search_text_of, searchable, ticket_of
from bot.hotline.ladder import read_roster
from bot.hotline.model import Ticket, TicketFile
from bot.hotline.pins import prove
from bot.hotline.public import told_promise
from bot.hotline.states import DONE, Happened, Refusal, TicketState, TransitionRefused
from bot.hotline.tracks import Track
from bot.hotline.view import Draft, Opened, PublicView


class CitizenDesk(DeskBase):
    """Everything raises StorageUnavailable; what a ticket does not allow raises TransitionRefused."""

    async def open(self, draft: Draft, now: datetime) -> Opened:
        """Takes the matter in, once however often the form comes; its PIN is told here and nowhere else."""
        track = self._tracks[draft.track]
        check(draft, track)
        try:
            return await self._open(draft, track, now)
        except IntegrityError:  # the same form came at the same moment, and is in now
            return await self._open(draft, track, now)

    async def look(self, code: str, pin: str, now: datetime) -> PublicView | None:
        """What code and PIN open; None for wrong ones, and for a while after five wrong tries."""
        found = await prove(self._db, self._codes, code := tidy(code), pin, now)
        if found is None:
            return None
        if found.sealed_id is not None:
            return await self.sealed.public_view(code)
        async with self._db.reading() as session:
            return await self._view_of(session, found.ticket_id)

    async def of_conversation(self, conversation_id: int) -> Sequence[PublicView]:
        """What was handed in from there, the latest first; sealed reports are not among them."""
        async with self._db.reading() as session:
            found = await repository.of_conversation(session, conversation_id)
            return [await self._public(session, await repository.view(session, one)) for one in found]

    async def add(self, code: str, conversation_id: int, text: str, now: datetime) -> PublicView:
        """More words on it; they answer an officer's question, and restart nothing once all is done."""
        async with self._db.transaction(urgent=True) as session:
            case = await self._own(session, code, conversation_id, now)
            await self._hear(case, needed(text))
            case.finish()
            seen = await self._view_of(session, case.ticket.id)
        if (into := case.ticket.merged_into) is not None:
            await self._pass_on(into, case.ticket.code, needed(text), now)
        return seen

    async def withdraw(self, code: str, conversation_id: int, reason: str, now: datetime) -> PublicView:
        """Takes it back, with or without a reason."""
        async with self._db.transaction(urgent=True) as session:
            case = await self._own(session, code, conversation_id, now)
            case.ticket.withdraw(now)
            case.tell(Happened.WITHDRAWN, plain(reason))
            await case.owe_nothing()
            case.finish()
            return await self._view_of(session, case.ticket.id)

    async def verdict(
        self, code: str, conversation_id: int, solved: bool, text: str, now: datetime
    ) -> PublicView:
        """Whether it helped; a "no" opens it again one level up, and not for whoever closed it."""
        roster = {} if solved else await read_roster(self._directory, self._ladder)
        async with self._db.transaction(urgent=True) as session:
            case = await self._own(session, code, conversation_id, now)
            ticket = case.ticket
            if ticket.is_unheard and not solved:
                await self._answered(case, plain(text))
            elif solved:
                ticket.accept()
                case.tell(Happened.CLOSED, plain(text))
            else:
                ticket.reopen()
                case.tell(Happened.REOPENED, plain(text))
                levels = self._ladder.above(ticket.level) or (ticket.level,)
                closer = () if ticket.closed_by is None else (ticket.closed_by,)
                await seat(case, levels, roster, without=closer)
                again = ("first_reply", "solution")
                await case.promise([one for one in self._tracks[ticket.track].promises if one.kind in again])
            case.finish()
            return await self._view_of(session, ticket.id)

    async def _open(self, draft: Draft, track: Track, now: datetime) -> Opened:
        if track.intake == "sealed":
            term = self._clocks.term(track.promises[0], now)
            code = await self.sealed.open(draft, track, self._codes, term.due_at, now)
            return self._opened(code, track, term.due_at, expected=term.expected)
        async with self._db.transaction(urgent=True) as session:
            ticket = await repository.find_by_form(session, draft.form_id)
            if ticket is None:
                ticket = await self._new(session, draft, track, now)
            promise = told_promise((await repository.view(session, ticket)).promises)
        assert promise is not None, "every track that takes tickets promises something"
        return self._opened(ticket.code, track, promise.due_at, expected=promise.expected)

    def _opened(self, code: str, track: Track, due_at: datetime, *, expected: bool) -> Opened:
        sealed = track.intake == "sealed"
        return Opened(code, self._codes.pin(code), local_day(due_at), expected, track.name, sealed)

    async def _new(self, session: AsyncSession, draft: Draft, track: Track, now: datetime) -> Ticket:
        ticket = ticket_of(draft, track)
        ticket.code = await self.sealed.new_code(session, self._codes, now)
        ticket.pin_hash = self._codes.hash_of_pin(ticket.code, self._codes.pin(ticket.code))
        ticket.created_at = ticket.updated_at = now
        ticket.search_text = search_text_of(ticket)
        session.add(ticket)
        await session.flush()
        case = Case(session, ticket, [], self._clocks, draft.by_officer or CITIZEN, now)
        case.tell(Happened.OPENED, ticket.summary, track=track.name, channel=draft.channel)
        session.add_all(_files_of(draft, ticket.id, now))
        await case.promise(track.promises)
        await case.keep("acknowledge")  # the code goes out with the answer to this
        case.finish()
        await session.flush()
        return ticket

    async def _own(self, session: AsyncSession, code: str, conversation_id: int, now: datetime) -> Case:
        ticket_id = await repository.owned_id(session, tidy(code), conversation_id)
        if ticket_id is None:
            raise TransitionRefused(Refusal.NO_SUCH_TICKET)
        return await take_up(session, ticket_id, self._clocks, CITIZEN, now)

    async def _hear(self, case: Case, text: str) -> None:
        ticket = case.ticket
        ticket.search_text = f"{ticket.search_text} {searchable([text])}"
        if ticket.state == TicketState.WAITING_FOR_CITIZEN or ticket.is_unheard:
            await self._answered(case, text)
        else:
            case.tell(Happened.ADDED, text, after_the_end=ticket.state in DONE)

    async def _answered(self, case: Case, text: str) -> None:
        """What officers waited for has come, be it after the ticket was closed over it."""
        case.ticket.hear()
        case.tell(Happened.CITIZEN_ANSWERED, text)
        await case.resume()

    async def _pass_on(self, into: int, code: str, text: str, now: datetime) -> None:
        """Words on a merged ticket are read where it goes on."""
        async with self._db.transaction(urgent=True) as session:
            case = await take_up(session, into, self._clocks, CITIZEN, now)
            case.tell(Happened.ADDED, text, merged=code)
            case.finish()

    async def _view_of(self, session: AsyncSession, ticket_id: int | None) -> PublicView:
        await session.flush()
        ticket = await session.get_one(Ticket, ticket_id)
        return await self._public(session, await repository.view(session, ticket))


def _files_of(draft: Draft, ticket_id: int, now: datetime) -> list[TicketFile]:
    once = {one.sha256: one for one in draft.files}
    return [
        TicketFile(
            ticket_id=ticket_id, sha256=one.sha256, kind=one.kind, size=one.size, name=one.name, added_at=now
        )
        for one in once.values()
    ]
