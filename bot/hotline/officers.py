"""The desk as officers work at it: what a ticket allows is decided here, who may ask for it by the guard."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import update

from bot.hotline import repository
from bot.hotline.actors import Actor
from bot.hotline.casework import Case, take_up
from bot.hotline.climbing import climb
from bot.hotline.codes import tidy
from bot.hotline.desk import DeskBase
from bot.hotline.intake import needed
from bot.hotline.ladder import find_officer, is_biased, read_roster
from bot.hotline.model import Ticket, TicketFile
from bot.hotline.queue import QueueCounts, QueueFilter, QueuePage, read_counts, read_queue
from bot.hotline.states import ConflictOfInterest, Happened, Outcome, Refusal, TransitionRefused
from bot.hotline.view import TicketView

UNTIL_ANSWERED = ("triage", "assign", "first_reply")
EVERYTHING = (*UNTIL_ANSWERED, "solution")


class OfficerDesk(DeskBase):
    """Everything raises StorageUnavailable. What changes a ticket raises TransitionRefused where it is not
    possible, ConflictOfInterest for the unit complained of, and Conflict where the ticket is not of that
    ``version`` any more; then nothing was changed.
    """

    async def queue(self, wanted: QueueFilter, page: int, now: datetime) -> QueuePage:
        """A page of the queue, from 1."""
        async with self._db.reading() as session:
            return await read_queue(session, wanted, page, now)

    async def queue_counts(self, wanted: QueueFilter, now: datetime) -> QueueCounts:
        """How many there are of what is wanted."""
        async with self._db.reading() as session:
            return await read_counts(session, wanted, now)

    async def get(self, ticket_id: int) -> TicketView | None:
        """All of a ticket."""
        async with self._db.reading() as session:
            ticket = await repository.get(session, ticket_id)
            return await repository.view(session, ticket) if ticket is not None else None

    async def changed_since(self, since: datetime) -> Collection[tuple[int, int]]:
        """Id and version of every ticket that changed after that moment."""
        async with self._db.reading() as session:
            return await repository.changed_since(session, since)

    async def file(self, ticket_id: int, sha256: str) -> TicketFile | None:
        """An attachment of that ticket; its content lies in ``files``."""
        async with self._db.reading() as session:
            return await repository.find_file(session, ticket_id, sha256)

    async def reply(
        self, ticket_id: int, actor: Actor, text: str, version: int, now: datetime, *, waits: bool = False
    ) -> bool:
        """Writes to the citizen; with ``waits`` as a question that the solution waits for.

        False: nobody is reached, and he has to be called. Nobody's ticket becomes that officer's.
        """
        async with self._working(ticket_id, actor, now, version) as case:
            text = needed(text)
            case.ticket.work(waits=waits)
            case.tell(Happened.ASKED_CITIZEN if waits else Happened.REPLIED, text)
            if case.ticket.owner_id is None and actor.officer_id is not None:
                case.ticket.owner_id, case.ticket.owner_name = actor.officer_id, actor.name
            await case.keep(*UNTIL_ANSWERED)
            await case.resume()
            if waits:
                case.pause()
                return await self._tell_citizen(case, self._words.asked, text=text)
            await self._tell_merged(case, self._words.replied, text=text)
            return await self._tell_citizen(case, self._words.replied, text=text)

    async def note(self, ticket_id: int, actor: Actor, text: str, now: datetime) -> None:
        """Words for officers alone, of whatever version; also on a ticket that is over."""
        async with self._working(ticket_id, actor, now) as case:
            case.tell(Happened.NOTED, needed(text))

    async def assign(
        self, ticket_id: int, actor: Actor, to_officer: int, version: int, now: datetime
    ) -> None:
        """That officer has it from now on."""
        card = find_officer(await read_roster(self._directory, self._ladder), to_officer)
        async with self._working(ticket_id, actor, now, version) as case:
            if card is None:
                raise TransitionRefused(Refusal.NO_SUCH_OFFICER)
            if is_biased(card.unit, case.ticket.respondent_unit):
                raise ConflictOfInterest
            case.ticket.assign(card.id, card.name, card.unit, card.level)
            case.tell(Happened.ASSIGNED, owner=card.name, owner_id=card.id, unit=card.unit)
            await case.keep("triage", "assign")

    async def escalate(self, ticket_id: int, actor: Actor, reason: str, version: int, now: datetime) -> None:
        """It goes to the next level, with a new owner."""
        roster = await read_roster(self._directory, self._ladder)
        async with self._working(ticket_id, actor, now, version) as case:
            case.ticket.require_open()
            if not await climb(case, self._ladder, roster, text=needed(reason)):
                raise TransitionRefused(Refusal.TOP_OF_LADDER)
            await case.keep("triage")

    async def merge(self, ticket_id: int, actor: Actor, into_code: str, version: int, now: datetime) -> None:
        """It goes on as part of another ticket; whoever was told of it is told of that one's answers."""
        async with self._db.transaction(urgent=True) as session:
            into = await repository.find_by_code(session, tidy(into_code))
            if into is None:
                raise TransitionRefused(Refusal.NO_SUCH_TICKET)
            # Both are locked in one order, whichever is merged into which.
            for one in sorted({ticket_id, into.id}):
                await take_up(session, one, self._clocks, actor, now)
            case = await take_up(session, ticket_id, self._clocks, actor, now, version)
            case.ticket.merge(into, now)
            await session.execute(
                update(Ticket).where(Ticket.merged_into == ticket_id).values(merged_into=into.id)
            )
            case.tell(Happened.MERGED, into=into.code)
            await case.keep(*UNTIL_ANSWERED)
            await case.owe_nothing()
            await self._tell_citizen(case, self._words.merged)
            case.finish()
            other = await take_up(session, into.id, self._clocks, actor, now)
            other.tell(Happened.MERGED_HERE, merged=case.ticket.code)
            other.finish()

    async def close(
        self, ticket_id: int, actor: Actor, outcome: str, done: str, version: int, now: datetime
    ) -> bool:
        """Officers are done: with which outcome, and what was done, which is what the citizen reads.

        He is asked whether it helped; False: nobody is reached, and he has to be called.
        """
        async with self._working(ticket_id, actor, now, version) as case:
            if outcome not in list(Outcome):
                raise TransitionRefused(Refusal.NO_SUCH_OUTCOME)
            done, asks = needed(done), case.ticket.conversation_id is not None
            case.ticket.answer(Outcome(outcome), done, actor.officer_id, asks=asks, now=now)
            case.tell(Happened.ANSWERED, done, outcome=outcome)
            await case.keep(*EVERYTHING)
            await self._tell_merged(case, self._words.answered, text=done)
            return await self._tell_citizen(case, self._words.answered, asks=asks, text=done)

    async def transfer(
        self, ticket_id: int, actor: Actor, to: str, reason: str, version: int, now: datetime
    ) -> bool:
        """Another authority has it from now on; the citizen is told which and why.

        False: nobody is reached, and he has to be called.
        """
        async with self._working(ticket_id, actor, now, version) as case:
            to, reason = needed(to), needed(reason)
            case.ticket.transfer(now)
            case.tell(Happened.TRANSFERRED, reason, to=to)
            await case.keep(*UNTIL_ANSWERED)
            await case.owe_nothing()
            return await self._tell_citizen(case, self._words.transferred, to=to, text=reason)

    async def release(self, officer_id: int, now: datetime, actor: Actor) -> int:
        """The officer is gone: his open tickets wait for others. How many these were."""
        async with self._db.transaction() as session:
            await repository.leave_unheard(session, officer_id)
            ids = await repository.owned_by(session, officer_id)
            for one in ids:
                case = await take_up(session, one, self._clocks, actor, now)
                case.tell(Happened.OWNER_LEFT, owner=case.ticket.owner_name)
                case.ticket.release()
                case.finish()
        return len(ids)

    @asynccontextmanager
    async def _working(
        self, ticket_id: int, actor: Actor, now: datetime, version: int | None = None
    ) -> AsyncIterator[Case]:
        async with self._db.transaction(urgent=True) as session:
            case = await take_up(session, ticket_id, self._clocks, actor, now, version)
            yield case
            case.finish()
