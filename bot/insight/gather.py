"""Counts one month of each source."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.dossiers.state import Status
from bot.insight import offices_repository as offices
from bot.insight import sources_repository as sources
from bot.insight.answer_counts import SENT, Response, Stratum, measured
from bot.insight.counts import Counts, Measured, Value
from bot.insight.dossier_counts import DossierRow, DueDay, Strata, done, due, received
from bot.insight.figures import first_day, next_month
from bot.insight.months import begin_of, end_of
from bot.insight.papers import Papers
from bot.insight.scale import Scale
from bot.insight.ticket_counts import ANSWERED, PAKN, PromiseRow, TicketRow, feedback, promised
from bot.insight.turn_counts import SEALED_TRACK, TurnRow, Turns

SEALED = (SEALED_TRACK,)
COMPLAINTS = (*PAKN, "complaint")
Gather = Callable[[AsyncSession, str], Awaitable[Counts]]


@dataclass(frozen=True)
class Known:
    """What is known beside the tables: scales, papers, where dossiers belong and when they are due."""

    scale: Scale
    papers: Papers
    strata: Strata
    due_day: DueDay


def gatherers(known: Known) -> Mapping[str, Gather]:
    """How a month of each source is counted."""
    return {
        "answers": lambda session, month: answers(session, month, known),
        "dossiers": lambda session, month: dossiers(session, month, known),
        "tickets": lambda session, month: tickets(session, month, known),
        "turns": lambda session, month: turns(session, month, known),
    }


async def answers(session: AsyncSession, month: str, known: Known) -> Counts:
    """Answers of that month without the flagged, and the invitations sent in it."""
    counts = Counts()
    first, last = first_day(month), first_day(next_month(month)) - timedelta(days=1)
    async for rows in _together(sources.answers(session, first, last), "id"):
        if rows[0].flagged:
            counts.left_out += 1
            continue
        response = _response(rows)
        counts.add(response.stratum.values(), measured(response, known.scale))
    async for row in _single(sources.sent(session, begin_of(month), end_of(month))):
        stratum = Stratum(row.field, row.procedure, row.commune, row.channel)
        counts.add(stratum.values(), [Measured(f"{row.subject}:{SENT}", n=row.n)])
    return counts


async def dossiers(session: AsyncSession, month: str, known: Known) -> Counts:
    """Deadlines by the month in which they fell, and the papers that were asked for."""
    counts = Counts()
    begin, end = begin_of(month), end_of(month)
    first, last = first_day(month), first_day(next_month(month)) - timedelta(days=1)
    complained = await offices.complained_of(session, COMPLAINTS)
    async for row in _single(offices.dossiers(session, first, last, begin, end)):
        dossier = _dossier(row, complained=row.code in complained)
        values = dossier.values(known.strata)
        counts.add(values, [*received(dossier, first, last), *done(dossier, first, last)])
        found = list(due(dossier, first, last, known.due_day))
        if found and dossier.appointment is not None:
            counts.add((*values, Value("weekday", "", str(dossier.appointment.isoweekday()))), found)
    async for row in _single(offices.supplements(session, begin, end)):
        _count_papers(counts, "paper:supplements", known.papers.named("\n".join(row.missing)))
    return counts


async def tickets(session: AsyncSession, month: str, known: Known) -> Counts:
    """Promises by the month in which they were owed, answers by that in which they were given."""
    counts = Counts()
    begin, end = begin_of(month), end_of(month)
    async for rows in _together(offices.promises(session, begin, end, SEALED), "id"):
        promises = [PromiseRow(row.kind, row.due_at, row.is_law, row.kept_at) for row in rows]
        ticket = TicketRow(rows[0].track, rows[0].verdict, rows[0].reopened, promises)
        counts.add([Value("track", "", ticket.track)], promised(ticket, month))
        counts.add([], feedback(ticket, month))
    async for row in _single(offices.outcomes(session, begin, end, SEALED)):
        counts.add([], [Measured(ANSWERED, int(row.reopened))])
    async for row in _single(offices.complaints(session, begin, end, COMPLAINTS)):
        _count_papers(counts, "paper:complaints", known.papers.named(row.summary))
    return counts


async def turns(session: AsyncSession, month: str, known: Known) -> Counts:
    """Questions by the month in which they were asked."""
    found = Turns()
    async for row in _single(sources.turns(session, begin_of(month), end_of(month))):
        turn = TurnRow(row.conversation_id, row.text, row.outcome, row.meta)
        found.take(turn, known.papers.named(turn.text or "") if turn.counts else ())
    counts = Counts()
    found.into(counts)
    return counts


def _dossier(row: Any, *, complained: bool) -> DossierRow:
    return DossierRow(
        Status(row.status),
        row.procedure,
        row.unit,
        row.received_at,
        row.appointment,
        row.finished_on,
        row.reason,
        complained,
    )


def _response(rows: Sequence[Any]) -> Response:
    one = rows[0]
    stratum = Stratum(one.field, one.procedure, one.commune, one.channel, one.mode)
    given = {row.question: row.value for row in rows if row.question is not None}
    return Response(one.subject, one.instrument, stratum, given)


def _count_papers(counts: Counts, measure: str, papers: frozenset[str]) -> None:
    for paper in papers:
        counts.add([Value("paper", "", paper)], [Measured(measure)])


async def _single(lots: sources.Rows) -> AsyncIterator[Any]:
    async for lot in lots:
        for row in lot:
            yield row
        # One process serves citizens meanwhile.
        await asyncio.sleep(0)


async def _together(lots: sources.Rows, name: str) -> AsyncIterator[Sequence[Any]]:
    """Rows with the same value that follow each other, across the borders of lots."""
    value_of = attrgetter(name)
    rest: list[Any] = []
    async for lot in lots:
        groups = [list(group) for _, group in groupby([*rest, *lot], key=value_of)]
        rest = groups.pop() if groups else []
        for group in groups:
            yield group
        await asyncio.sleep(0)
    if rest:
        yield rest
