"""The queue and the register as tables that leave the program; sealed reports are in no query here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.hotline.export_rows import Cell, Entry, Rows, load_columns
from bot.hotline.hours import VIETNAM
from bot.hotline.model import Ticket, TicketFile
from bot.hotline.promise import TicketPromise
from bot.hotline.queue import QueueFilter, conditions_of
from bot.storage.database import Database

# A spreadsheet with more is opened by nobody; filters narrow it down.
MOST_ROWS = 20_000
# A question is answered and done with; the register is of what people have to complain of or propose.
NO_FEEDBACK = ("question",)
AT_ONCE = 500


@dataclass(frozen=True)
class Table:
    """What stands above the columns, and the rows; ``cut`` where there were more than fit."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    cut: bool


class Exports:
    """Reads only; everything raises StorageUnavailable."""

    def __init__(self, db: Database, rows: Rows) -> None:
        """``rows`` knows how officers call things."""
        self._db = db
        self._rows = rows
        self._columns = load_columns()

    async def queue(self, wanted: QueueFilter, now: datetime) -> Table:
        """The tickets that the queue shows under that filter, in its order."""
        query = (
            select(Ticket)
            .where(*conditions_of(wanted, now))
            .order_by(Ticket.due_at.asc().nulls_last(), Ticket.id.desc())
            .limit(MOST_ROWS + 1)
        )
        async with self._db.reading() as session:
            found = (await session.scalars(query)).all()
        rows = [self._rows.of_queue(ticket) for ticket in found[:MOST_ROWS]]
        return Table(
            self._columns.queue_title, list(self._columns.queue.values()), rows, len(found) > MOST_ROWS
        )

    async def register(self, first: date, last: date, hidden_from: str) -> Table:
        """All feedback taken in from one day to another, both included; not what complains of that unit."""
        query = select(Ticket).where(
            Ticket.created_at >= _midnight(first),
            Ticket.created_at < _midnight(last + timedelta(days=1)),
            Ticket.track.not_in(NO_FEEDBACK),
        )
        if hidden_from:
            query = query.where(Ticket.respondent_unit != hidden_from)
        async with self._db.reading() as session:
            found = (await session.scalars(query.order_by(Ticket.id).limit(MOST_ROWS + 1))).all()
            entries = await _entries(session, found[:MOST_ROWS])
        rows = [self._rows.of_register(number, entry) for number, entry in enumerate(entries, 1)]
        header = list(self._columns.register.values())
        return Table(self._columns.register_title, header, rows, len(found) > MOST_ROWS)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


async def _entries(session: AsyncSession, tickets: Sequence[Ticket]) -> list[Entry]:
    entries: list[Entry] = []
    for start in range(0, len(tickets), AT_ONCE):
        some = tickets[start : start + AT_ONCE]
        ids = [ticket.id for ticket in some]
        promises, files = await _first_promises(session, ids), await _file_counts(session, ids)
        entries += [Entry(one, promises.get(one.id), files.get(one.id, 0)) for one in some]
    return entries


async def _first_promises(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, TicketPromise]:
    """The solution as it was promised when the ticket came in, by ticket."""
    query = select(TicketPromise).where(TicketPromise.ticket_id.in_(ids), TicketPromise.kind == "solution")
    found = await session.scalars(query.order_by(TicketPromise.id.desc()))
    return {promise.ticket_id: promise for promise in found}


async def _file_counts(session: AsyncSession, ids: Sequence[int]) -> Mapping[int, int]:
    query = select(TicketFile.ticket_id, func.count()).where(TicketFile.ticket_id.in_(ids))
    found = await session.execute(query.group_by(TicketFile.ticket_id))
    return {row[0]: row[1] for row in found}
