"""The history of a ticket as officers read it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.hotline.actors import ActorKind
from bot.hotline.console_words import Words
from bot.hotline.model import TicketEvent
from bot.hotline.states import Happened

_INTERNAL = frozenset({Happened.NOTED})
_LATE = frozenset({Happened.PROMISE_BROKEN, Happened.NOT_REACHED, Happened.OWNER_LEFT})


@dataclass(frozen=True)
class EventLine:
    """One line: what, who, when, which words; ``tone`` is citizen, internal, late or plain."""

    id: int
    title: str
    who: str
    at: datetime
    text: str
    details: Sequence[str]
    tone: str


def event_lines(events: Iterable[TicketEvent], words: Words) -> Sequence[EventLine]:
    """The latest first."""
    lines = [_line(event, words) for event in events]
    return sorted(lines, key=lambda line: line.id, reverse=True)


def since(lines: Sequence[EventLine], seen: int) -> Sequence[EventLine]:
    """What came after the last line that somebody has seen."""
    return [line for line in lines if line.id > seen]


def _line(event: TicketEvent, words: Words) -> EventLine:
    return EventLine(
        id=event.id,
        title=words.events[event.kind],
        who=event.actor_name or words.actors[event.actor_kind],
        at=event.at,
        text=event.text,
        details=tuple(_details(event.data, words)),
        tone=_tone(event),
    )


def _details(data: Mapping[str, Any], words: Words) -> Iterator[str]:
    """What the event says besides its words; only what has a caption in ``console.yml`` is shown."""
    for name, value in data.items():
        caption = words.details.get(name)
        if caption and value not in (None, ""):
            yield caption.format(_told(name, str(value), words))


def _told(name: str, value: str, words: Words) -> str:
    tables = {"outcome": words.outcomes, "promise": words.promises, "to": words.levels}
    return tables.get(name, {}).get(value, value)


def _tone(event: TicketEvent) -> str:
    if event.kind in _LATE:
        return "late"
    if event.kind in _INTERNAL:
        return "internal"
    return "citizen" if event.actor_kind == ActorKind.CITIZEN else "plain"
