"""What tickets say: promises kept, feedback answered in time and to content, tickets reopened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.hotline.states import Verdict
from bot.insight.counts import Measured
from bot.insight.figures import month_of
from bot.insight.months import local_day

# Feedback and petitions (PAKN) as QĐ 766/QĐ-TTg counts them: on conduct and on rules.
PAKN = ("feedback_conduct", "feedback_rules")
SOLUTION = "solution"
# A ticket on which every promise was kept.
EVERY_KIND = "all"
# PAKN_KEPT is good when every term of the law was kept, PAKN_CONTENT when the citizen also was content.
PROMISE, PAKN_KEPT, PAKN_CONTENT, ANSWERED = "promise", "pakn_kept", "pakn_content", "answered"


@dataclass(frozen=True)
class PromiseRow:
    """One promise of a ticket that was owed by ``due_at``; kept late is not kept."""

    kind: str
    due_at: datetime
    is_law: bool
    kept_at: datetime | None

    @property
    def kept(self) -> bool:
        """Whether it was kept in time."""
        return self.kept_at is not None and self.kept_at <= self.due_at


@dataclass(frozen=True)
class TicketRow:
    """A ticket with all its promises that were owed."""

    track: str
    verdict: str | None
    reopened: int
    promises: Sequence[PromiseRow]


def promised(ticket: TicketRow, month: str) -> Iterator[Measured]:
    """Each kind of promise once, in the month by which it was owed; broken once is broken."""
    kept: dict[str, bool] = {}
    for promise in ticket.promises:
        if month_of(local_day(promise.due_at)) == month:
            kept[promise.kind] = kept.get(promise.kind, True) and promise.kept
    for kind, in_time in kept.items():
        yield Measured(f"{PROMISE}:{kind}", int(in_time))
    if kept:
        yield Measured(f"{PROMISE}:{EVERY_KIND}", int(all(kept.values())))


def feedback(ticket: TicketRow, month: str) -> Iterator[Measured]:
    """Feedback whose solution was due in the month, by formulas 5.2 and 5.3 of QĐ 766/QĐ-TTg."""
    last = max((one.due_at for one in ticket.promises if one.kind == SOLUTION), default=None)
    if ticket.track not in PAKN or last is None or month_of(local_day(last)) != month:
        return
    in_time = all(one.kept for one in ticket.promises if one.is_law)
    content = in_time and not ticket.reopened and ticket.verdict != Verdict.NOT_SOLVED
    yield Measured(PAKN_KEPT, int(in_time))
    yield Measured(PAKN_CONTENT, int(content))
