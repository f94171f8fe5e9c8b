"""The queue as its page shows it: what is asked for, rows, counts, and links that keep the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from bot.calendar.work_calendar import WorkCalendar
from bot.hotline.console_words import Words
from bot.hotline.model import Ticket
from bot.hotline.page_clocks import Distance, distance
from bot.hotline.states import OPEN
from bot.hotline.tracks import Track

QUEUE = "/staff/queue"
LONGEST = 200
MOST_PAGES = 10_000


@dataclass(frozen=True)
class Asked:
    """The fields of the filter as they stand in the address."""

    q: str = ""
    state: str = ""
    level: str = ""
    track: str = ""
    unit: str = ""
    late: bool = False
    mine: bool = False
    page: int = 1

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the plain queue is asked for."""
        return replace(self, page=1) != Asked()

    def href(self, **changes: object) -> str:
        """The same with changes, from its first page on unless a page is named."""
        wanted = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        fields = {
            "q": wanted.q,
            "state": wanted.state,
            "level": wanted.level,
            "track": wanted.track,
            "unit": wanted.unit,
            "late": "1" if wanted.late else "",
            "mine": "1" if wanted.mine else "",
            "page": str(wanted.page) if wanted.page > 1 else "",
        }
        told = urlencode({name: value for name, value in fields.items() if value})
        return f"{QUEUE}?{told}" if told else QUEUE


@dataclass(frozen=True)
class Count:
    """How many tickets there are of a kind, and the way to them."""

    title: str
    number: int
    href: str
    current: bool
    late: bool = False


@dataclass(frozen=True)
class Row:
    """One ticket of the queue."""

    ticket: Ticket
    track: str
    far: Distance | None
    late: bool


def asked_for(query: Mapping[str, str]) -> Asked:
    """What an address asks for; what it gets wrong is as if it were not there."""
    return Asked(
        q=query.get("q", "").replace("\0", "").strip()[:LONGEST],
        state=query.get("state", ""),
        level=query.get("level", ""),
        track=query.get("track", ""),
        unit=query.get("unit", "").replace("\0", "")[:LONGEST],
        late=query.get("late") == "1",
        mine=query.get("mine") == "1",
        page=page_number(query.get("page", "")),
    )


def page_number(text: str) -> int:
    """The number of a page as an address names it, from 1."""
    if not (text.isascii() and text.isdecimal()):
        return 1
    return min(max(int(text[:9]), 1), MOST_PAGES)


def queue_rows(
    tickets: Sequence[Ticket], now: datetime, calendar: WorkCalendar, tracks: Mapping[str, Track]
) -> Sequence[Row]:
    """The tickets in the order in which they come."""
    return [
        Row(
            ticket,
            tracks[ticket.track].title,
            distance(ticket.due_at, now, calendar) if ticket.due_at and ticket.is_open else None,
            late=bool(ticket.is_open and ticket.due_at and ticket.due_at < now),
        )
        for ticket in tickets
    ]


def queue_counts(asked: Asked, by_state: Mapping[str, int], late: int, words: Words) -> Sequence[Count]:
    """All that is open, each open state, and what is late."""
    opened = sum(by_state.get(state, 0) for state in OPEN)
    counts = [
        Count(
            words.queue["open"], opened, asked.href(state="", late=False), not asked.state and not asked.late
        )
    ]
    counts += [
        Count(words.states[state], by_state.get(state, 0), asked.href(state=state), asked.state == state)
        for state in OPEN
    ]
    return [*counts, Count(words.queue["late"], late, asked.href(late=True), asked.late, late=True)]
