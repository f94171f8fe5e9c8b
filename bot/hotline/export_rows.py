"""A ticket as one row of an export."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

from bot.hotline.console_words import Words
from bot.hotline.hours import VIETNAM
from bot.hotline.intake import ADDRESS
from bot.hotline.model import Ticket
from bot.hotline.promise import TicketPromise
from bot.hotline.tracks import QuestionKind, Track

FILE = Path(__file__).with_name("exports.yml")
Cell = str | int


class Columns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Titles of columns by field, in their order, and the few words between them."""

    queue_title: str
    register_title: str
    anonymous: str
    files: str
    source: str
    queue: dict[str, str]
    register: dict[str, str]


@cache
def load_columns() -> Columns:
    """All of ``exports.yml``; msgspec.DecodeError where it is broken."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=Columns)


@dataclass(frozen=True)
class Entry:
    """A ticket for the register: with what was promised first, and how many files came with it."""

    ticket: Ticket
    promise: TicketPromise | None
    files: int


class Rows:
    """Names of states, tracks and outcomes as officers read them."""

    def __init__(self, words: Words, tracks: Mapping[str, Track]) -> None:
        """Takes the words of the console."""
        self._words = words
        self._tracks = tracks
        self._columns = load_columns()

    def of_queue(self, ticket: Ticket) -> list[Cell]:
        """In the order of the columns; nothing that tells who reported."""
        words = self._words
        cells: dict[str, Cell] = self._shared(ticket) | {
            "state": words.states[ticket.state],
            "priority": words.priorities[ticket.priority],
            "level": ticket.level,
            "owner": ticket.owner_name,
            "dossier": ticket.dossier_code or "",
            "procedure": ticket.procedure or "",
            "created": _clock(ticket.created_at),
            "due": _clock(ticket.due_at),
            "closed": _clock(ticket.closed_at),
            "verdict": words.verdicts[ticket.verdict] if ticket.verdict else "",
            "reopened": ticket.reopened,
        }
        return [cells[field] for field in self._columns.queue]

    def of_register(self, number: int, entry: Entry) -> list[Cell]:
        """In the order of the columns; who reported stands in it, as the law wants it."""
        ticket, columns = entry.ticket, self._columns
        cells: dict[str, Cell] = self._shared(ticket) | {
            "number": number,
            "created": _day(ticket.created_at),
            "name": columns.anonymous if ticket.anonymous else ticket.reporter_name or "",
            "address": str(ticket.answers.get(ADDRESS, "")),
            "phone": ticket.reporter_phone or "",
            "subject": ticket.respondent_unit or self._answer(ticket, "subject"),
            "kind": self._answer(ticket, "choice"),
            "evidence": columns.files.format(number=entry.files) if entry.files else "",
            "promised": self._promised(entry.promise),
            "closed": _day(ticket.closed_at),
        }
        return [cells[field] for field in columns.register]

    def _shared(self, ticket: Ticket) -> dict[str, Cell]:
        return {
            "code": ticket.code,
            "track": self._tracks[ticket.track].title,
            "unit": ticket.unit,
            "summary": ticket.summary,
            "place": ", ".join(filter(None, (ticket.place, ticket.commune))),
            "happened": ticket.happened,
            "channel": self._words.channel(ticket.channel),
            "outcome": self._words.outcomes[ticket.outcome] if ticket.outcome else "",
            "done": ticket.done or "",
        }

    def _promised(self, promise: TicketPromise | None) -> str:
        if promise is None:
            return ""
        return self._columns.source.format(day=_day(promise.due_at), source=promise.source)

    def _answer(self, ticket: Ticket, kind: QuestionKind) -> str:
        """What was said to the question of that kind."""
        asked = (one.id for one in self._tracks[ticket.track].questions if one.kind == kind)
        return next((str(ticket.answers[one]) for one in asked if one in ticket.answers), "")


def _clock(moment: datetime | None) -> str:
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y %H:%M}" if moment else ""


def _day(moment: datetime | None) -> str:
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y}" if moment else ""
