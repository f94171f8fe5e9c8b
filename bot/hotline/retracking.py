"""An officer corrects what kind of matter a ticket is: other promises hold, counted from its receipt."""

from collections.abc import Mapping
from datetime import datetime

from bot.hotline import repository
from bot.hotline.actors import Actor
from bot.hotline.casework import Case, take_up
from bot.hotline.climbing import climb
from bot.hotline.course import Course, course_of
from bot.hotline.desk import DeskBase
from bot.hotline.hours import local_day
from bot.hotline.intake import needed
from bot.hotline.ladder import Roster, read_roster
from bot.hotline.model import Ticket
from bot.hotline.promise import TicketPromise
from bot.hotline.public import told_promise
from bot.hotline.states import Happened, Refusal, TransitionRefused
from bot.hotline.terms import Term
from bot.hotline.tracks import PromiseRule, Track

# What a reopened ticket is promised once more.
AGAIN = ("first_reply", "solution")


class TrackDesk(DeskBase):
    """Nothing comes under the seal here, and nothing out of it (bot/hotline/under_seal.py)."""

    async def retrack(
        self, ticket_id: int, actor: Actor, track: str, reason: str, version: int, now: datetime
    ) -> bool:
        """It is of that track from now on, and the citizen is told by when he hears of it.

        What the new track promises counts from the receipt, or from when it was reopened; what was kept
        stays kept. What is late by that takes the ticket up one level. False: nobody is reached, and he
        has to be called.
        """
        roster = await read_roster(self._directory, self._ladder)
        async with self._db.transaction(urgent=True) as session:
            case = await take_up(session, ticket_id, self._clocks, actor, now, version)
            before, after = self._tracks[case.ticket.track], other_track(self._tracks, case.ticket, track)
            course = course_of((await repository.view(session, case.ticket)).events)
            case.ticket.retrack(after.name, after.priority, after.first_level)
            data = {"from_track": before.title, "to_track": after.title}
            case.tell(Happened.RETRACKED, needed(reason), **data)
            await self._promise_anew(case, after, course, roster)
            words, day = self._told(case)
            reached = await self._tell_citizen(case, words, track=after.title, day=day)
            case.finish()
        return reached

    async def _promise_anew(self, case: Case, track: Track, course: Course, roster: Roster) -> None:
        kept = {one.kind for one in case.promises if one.kept_at is not None and one.kept_at >= course.since}
        late_before = {one.kind for one in case.promises if one.is_owed and one.broken_at is not None}
        await case.owe_nothing()
        rules = [one for one in track.promises if one.kind not in kept]
        rules = [one for one in rules if one.kind in AGAIN] if course.reopened else rules
        made = [await self._owe(case, rule, course) for rule in rules]
        late = [one for one in made if _is_past(one, case.now)]
        await case.silence(late)
        for one in late:
            one.break_()
        await self._be_late(case, late, late_before, roster)

    async def _owe(self, case: Case, rule: PromiseRule, course: Course) -> TicketPromise:
        made = await case.owe(rule, self._term(rule, course), course.since)
        if rule.kind == "solution":
            made.stops = course.kept_stops
            is_stopped = course.waits_since is not None and course.waits_since < made.due_at
            made.paused_at = course.waits_since if is_stopped else None
        if made.is_running:
            await case.silence_past(made)
        return made

    def _term(self, rule: PromiseRule, course: Course) -> Term:
        if rule.kind == "solution" and rule.working_days is not None:
            return self._clocks.of_days(rule.working_days, course.since, course.kept_stops)
        return self._clocks.term(rule, course.since)

    async def _be_late(
        self, case: Case, late: list[TicketPromise], late_before: set[str], roster: Roster
    ) -> None:
        """One level up at most, and not for what was late before; a late solution is promised once more."""
        new = [one for one in late if one.kind not in late_before]
        for one in new:
            case.tell(Happened.PROMISE_BROKEN, promise=one.kind, owner=case.ticket.owner_name)
        if new:
            await climb(case, self._ladder, roster)
        if any(one.kind == "solution" for one in late):
            await case.promise_again("solution", self._ladder.again_working_days)

    def _told(self, case: Case) -> tuple[str, str]:
        """What the citizen hears, and the day by which; none while the clock stands still, or is over."""
        promise = told_promise(case.promises)
        if promise is None or not promise.is_running or promise.broken_at is not None:
            return self._words.retracked, ""
        return self._words.retracked_until, f"{local_day(promise.due_at):%d/%m/%Y}"


def other_track(tracks: Mapping[str, Track], ticket: Ticket, name: str) -> Track:
    """The track of that name; raises TransitionRefused for one that the ticket cannot be moved to here."""
    track = tracks.get(name)
    if track is None:
        raise TransitionRefused(Refusal.NO_SUCH_TRACK)
    if track.intake == "guide":
        raise TransitionRefused(Refusal.GUIDED_ONLY)
    if track.intake == "sealed":
        raise TransitionRefused(Refusal.SEALED_ROLE)
    if track.name == ticket.track:
        raise TransitionRefused(Refusal.SAME_TRACK)
    return track


def _is_past(promise: TicketPromise, now: datetime) -> bool:
    return promise.is_running and promise.due_at <= now
