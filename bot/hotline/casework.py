"""One ticket in the hands of one actor, for the length of a transaction: its promises and its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from bot.hotline.actors import Actor
from bot.hotline.ladder import is_biased
from bot.hotline.model import Ticket, TicketEvent
from bot.hotline.promise import TicketAlarm, TicketPromise
from bot.hotline.states import Conflict, ConflictOfInterest, Happened, Refusal, TransitionRefused
from bot.hotline.terms import BROKEN, Clocks, Term
from bot.hotline.tracks import INTERNAL, PromiseRule


@dataclass
class Case:
    """Changes go through here, so that promises, history and ticket never tell different stories."""

    session: AsyncSession
    ticket: Ticket
    promises: list[TicketPromise]
    clocks: Clocks
    actor: Actor
    now: datetime

    def tell(self, kind: Happened, text: str = "", **data: Any) -> None:
        """One more line of the history."""
        self.session.add(
            TicketEvent(
                ticket_id=self.ticket.id,
                at=self.now,
                actor_kind=self.actor.kind,
                actor_id=self.actor.officer_id,
                actor_name=self.actor.name,
                kind=kind,
                text=text,
                data=data,
            )
        )

    async def promise(self, rules: Sequence[PromiseRule]) -> None:
        """From now on this is owed."""
        for rule in rules:
            await self.owe(rule, self.clocks.term(rule, self.now), self.now)

    async def promise_again(self, kind: str, days: int) -> None:
        """A promise that was broken is made once more, as an internal target."""
        rule = PromiseRule(kind=kind, source=INTERNAL, working_days=days)  # type: ignore[arg-type]
        await self.owe(rule, self.clocks.term(rule, self.now), self.now)

    async def keep(self, *kinds: str) -> None:
        """What was owed of these kinds is done."""
        kept = [one for one in self.promises if one.is_owed and one.kind in kinds]
        for one in kept:
            one.keep(self.now)
            if one.broken_at is None:
                self.tell(Happened.PROMISE_KEPT, promise=one.kind)
        await self.silence(kept)

    async def owe_nothing(self) -> None:
        """Whatever was still owed is not owed any more."""
        owed = [one for one in self.promises if one.is_owed]
        for one in owed:
            one.void_at = self.now
        await self.silence(owed)

    def pause(self) -> None:
        """The solution waits for the citizen; what officers owe before that does not."""
        for one in self.promises:
            if one.kind == "solution":
                one.pause(self.now)

    async def resume(self) -> None:
        """The solution's clock runs on, and what has not rung yet rings later."""
        for one in self.promises:
            if one.is_owed and one.paused_at is not None and one.working_days is not None:
                one.resume(self.now)
                await self._count_again(one, self.clocks.of_days(one.working_days, one.since, one.stops))

    def finish(self) -> None:
        """What is owed next stands on the ticket, and pages that show it are told."""
        due = [one.due_at for one in self.promises if one.is_running]
        self.ticket.due_at = min(due, default=None)
        self.ticket.updated_at = self.now
        # A new version even where nothing else changed: a note is news, too.
        flag_modified(self.ticket, "updated_at")

    async def owe(self, rule: PromiseRule, term: Term, since: datetime) -> TicketPromise:
        """That rule's promise, made then and due as the term says."""
        made = TicketPromise(
            ticket_id=self.ticket.id,
            kind=rule.kind,
            since=since,
            due_at=term.due_at,
            working_days=rule.working_days,
            source=rule.source,
            is_law=rule.is_law,
            expected=term.expected,
            stops=[],
        )
        self.session.add(made)
        await self.session.flush()
        self.promises.append(made)
        self.session.add_all(
            TicketAlarm(promise_id=made.id, share=share, due_at=at) for share, at in term.marks.items()
        )
        return made

    async def _count_again(self, promise: TicketPromise, term: Term) -> None:
        promise.due_at, promise.expected = term.due_at, term.expected
        for share, at in term.marks.items():
            pending = (TicketAlarm.share == share, TicketAlarm.done_at.is_(None))
            statement = update(TicketAlarm).where(TicketAlarm.promise_id == promise.id, *pending)
            await self.session.execute(statement.values(due_at=at))

    async def silence_past(self, promise: TicketPromise) -> None:
        """Nobody is reminded of a moment that is over; a breach still rings."""
        pending = (TicketAlarm.done_at.is_(None), TicketAlarm.share < BROKEN, TicketAlarm.due_at <= self.now)
        statement = update(TicketAlarm).where(TicketAlarm.promise_id == promise.id, *pending)
        await self.session.execute(statement.values(done_at=self.now))

    async def silence(self, promises: Sequence[TicketPromise]) -> None:
        """Nothing rings for these any more."""
        ids = [one.id for one in promises]
        pending = (TicketAlarm.promise_id.in_(ids), TicketAlarm.done_at.is_(None))
        await self.session.execute(update(TicketAlarm).where(*pending).values(done_at=self.now))


async def take_up(
    session: AsyncSession,
    ticket_id: int,
    clocks: Clocks,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Case:
    """The ticket, which nobody else changes meanwhile.

    Raises Conflict where it is no longer of that version, ConflictOfInterest for an officer of the unit
    that it complains of, TransitionRefused where there is none of that number.
    """
    ticket = await session.get(Ticket, ticket_id, with_for_update=True)
    if ticket is None:
        raise TransitionRefused(Refusal.NO_SUCH_TICKET)
    if version is not None and ticket.version != version:
        raise Conflict(ticket.version)
    if is_biased(actor.unit, ticket.respondent_unit):
        raise ConflictOfInterest
    query = select(TicketPromise).where(TicketPromise.ticket_id == ticket_id).order_by(TicketPromise.id)
    return Case(session, ticket, list(await session.scalars(query)), clocks, actor, now)
