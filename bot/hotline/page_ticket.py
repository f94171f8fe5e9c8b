"""One ticket as its page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

from bot.hotline.canned import Canned, Use, canned_for
from bot.hotline.console import Console, OfficerLine, Said
from bot.hotline.intake import ADDRESS, WHAT
from bot.hotline.model import Ticket, TicketFile
from bot.hotline.page_clocks import ClockLine, Tone, clock_lines
from bot.hotline.page_events import EventLine, event_lines
from bot.hotline.tracks import Track
from bot.hotline.view import TicketView

MAP = "https://www.google.com/maps/search/?"
# Answers that have a field of the ticket of their own are not shown twice.
_OWN_FIELD = frozenset({"place", "time", "subject", "contact", "photo"})
_KILO = 1024


@dataclass(frozen=True)
class Problem:
    """Why a form was not taken: a sentence, or what others changed meanwhile."""

    says: str = ""
    changes: Sequence[EventLine] = ()


@dataclass(frozen=True)
class Posted:
    """A form that comes back with what stood in it."""

    name: str = ""
    fields: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class FileLine:
    """A file to download."""

    id: int
    name: str
    size_told: str
    added_at: datetime


@dataclass(frozen=True)
class Answer:
    """A question of the form and what the citizen said to it."""

    ask: str
    text: str


@dataclass(frozen=True)
class CannedOffer:
    """What may be put into the two boxes that go to the citizen."""

    reply: Sequence[Canned]
    ask: Sequence[Canned]


@dataclass(frozen=True)
class TicketPage:
    """Everything that the templates read; rows are shown and never written."""

    ticket: Ticket
    track_title: str
    clocks: Sequence[ClockLine]
    answers: Sequence[Answer]
    files: Sequence[FileLine]
    events: Sequence[EventLine]
    officers: Sequence[OfficerLine]
    other_tracks: Mapping[str, str]
    canned: CannedOffer
    may: Mapping[str, bool]
    procedure_name: str | None = None
    excerpt: Sequence[Said] = ()
    merged_into: str | None = None
    merged_here: Sequence[str] = ()
    owner_gone: bool = False
    reach: str = ""
    form: Posted = Posted()
    problem: Problem | None = None
    done_words: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether there is anything to do."""
        return self.ticket.is_open

    @property
    def late(self) -> bool:
        """Whether something that is owed is past its time."""
        return any(clock.tone is Tone.LATE for clock in self.clocks)

    @property
    def last_event(self) -> int:
        """The last line of the history that whoever reads this page has seen."""
        return max((event.id for event in self.events), default=0)

    @property
    def map_link(self) -> str | None:
        """Where the place is on a map."""
        if self.ticket.latitude is None or self.ticket.longitude is None:
            return None
        point = f"{self.ticket.latitude:.6f},{self.ticket.longitude:.6f}"
        return MAP + urlencode({"api": 1, "query": point})

    def kept(self, form: str, name: str) -> str:
        """What stood in a field of a form that comes back; empty for every other form."""
        return self.form.fields.get(name, "") if self.form.name == form else ""


def ticket_page(
    console: Console,
    view: TicketView,
    officers: Sequence[OfficerLine],
    may: Mapping[str, bool],
    excerpt: Sequence[Said],
    form: Posted,
    problem: Problem | None,
) -> TicketPage:
    """Puts the page together as of now."""
    ticket, words = view.ticket, console.words
    track = console.tracks[ticket.track]
    owner = next((officer for officer in officers if officer.id == ticket.owner_id), None)
    return TicketPage(
        ticket=ticket,
        track_title=track.title,
        clocks=clock_lines(view.promises, console.clock(), console.calendar),
        answers=_answers(ticket, track),
        files=[_file_line(file) for file in view.files],
        events=event_lines(view.events, words),
        officers=[officer for officer in officers if officer.active],
        other_tracks=_other_tracks(ticket, console.tracks),
        canned=CannedOffer(canned_for(ticket.track, Use.REPLY), canned_for(ticket.track, Use.ASK)),
        may=may,
        procedure_name=console.procedure_name(ticket.procedure) if ticket.procedure else None,
        excerpt=excerpt,
        merged_into=view.merged_into,
        merged_here=view.merged_here,
        owner_gone=ticket.is_open and ticket.owner_id is not None and not (owner and owner.active),
        reach=words.reach["conversation" if ticket.conversation_id else "nowhere"],
        form=form,
        problem=problem,
        done_words=words.done,
    )


def _other_tracks(ticket: Ticket, tracks: Mapping[str, Track]) -> Mapping[str, str]:
    """What it may be instead, by title; the seal is no matter of this list."""
    open_ones = (one for one in tracks.values() if one.intake == "ticket" and one.name != ticket.track)
    return {one.name: one.title for one in open_ones}


def _answers(ticket: Ticket, track: Track) -> Sequence[Answer]:
    """What was asked beyond the fields of its own, in the words of the questions."""
    asked = {one.id: one for one in track.questions}
    shown = (
        (asked[name].ask if name in asked else name, text)
        for name, text in ticket.answers.items()
        if name not in (WHAT, ADDRESS) and (name not in asked or asked[name].kind not in _OWN_FIELD)
    )
    return [Answer(ask, str(text)) for ask, text in shown if text]


def _file_line(file: TicketFile) -> FileLine:
    return FileLine(file.id, file.name, f"{max(1, round(file.size / _KILO))} KB", file.added_at)
