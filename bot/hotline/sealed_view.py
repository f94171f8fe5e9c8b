"""What lies under the seal, and what the one role that may see it is shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from bot.hotline.files import StoredFile
from bot.hotline.intake import answers_of, plain
from bot.hotline.sealed_model import SealedReport, SealedState
from bot.hotline.states import TicketState
from bot.hotline.tracks import Track
from bot.hotline.view import Draft, PublicView, TicketView

SEALED_TRACK = "denunciation"

# What the one who handed it in sees of its course.
_SEEN_AS = {
    SealedState.NEW: TicketState.NEW,
    SealedState.READ: TicketState.IN_PROGRESS,
    SealedState.HANDED_OVER: TicketState.TRANSFERRED,
    SealedState.CLOSED: TicketState.CLOSED,
}


class SealedFile(msgspec.Struct, frozen=True):
    """An attachment under the seal; ``key`` names it and tells nothing of its content."""

    key: str
    kind: str
    size: int
    name: str


class SealedBody(msgspec.Struct, frozen=True):
    """Everything that was told; of somebody who stays anonymous nothing that tells who it is."""

    track: str
    answers: dict[str, str]
    channel: str
    anonymous: bool
    conversation_id: int | None = None
    reporter_name: str = ""
    reporter_phone: str = ""
    commune: str = ""
    latitude: float | None = None
    longitude: float | None = None
    dossier_code: str | None = None
    respondent_unit: str = ""
    files: tuple[SealedFile, ...] = ()


class SealedLine(msgspec.Struct, frozen=True):
    """One line of the history: what was done, by whom, in which words."""

    kind: str
    actor_id: int | None
    actor_name: str
    text: str = ""


@dataclass(frozen=True)
class SealedCard:
    """A line of the list: that there is something, and by when it should be read."""

    id: int
    code: str
    state: str
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None


@dataclass(frozen=True)
class SealedPage:
    """Some of the list, and how long it is."""

    items: Sequence[SealedCard]
    total: int


@dataclass(frozen=True)
class SealedView:
    """A report, opened."""

    card: SealedCard
    body: SealedBody = field(repr=False)
    events: Sequence[tuple[datetime, SealedLine]] = field(repr=False)


def sealed_file(stored: StoredFile, key: str) -> SealedFile:
    """The attachment under its new name."""
    return SealedFile(key, stored.kind, stored.size, stored.name)


def body_of(draft: Draft, track: Track, files: tuple[SealedFile, ...]) -> SealedBody:
    """All that the draft says."""
    return SealedBody(
        track=track.name,
        answers=dict(answers_of(draft, track)),
        channel=draft.channel,
        anonymous=draft.anonymous,
        conversation_id=None if draft.anonymous else draft.conversation_id,
        reporter_name="" if draft.anonymous else plain(draft.reporter_name),
        reporter_phone="" if draft.anonymous else plain(draft.reporter_phone),
        commune=plain(draft.commune),
        latitude=draft.latitude,
        longitude=draft.longitude,
        dossier_code=draft.dossier_code,
        respondent_unit=plain(draft.respondent_unit),
        files=files,
    )


def body_of_ticket(view: TicketView, files: tuple[SealedFile, ...]) -> SealedBody:
    """All that a ticket says, as a report of the sealed track."""
    ticket = view.ticket
    return SealedBody(
        track=SEALED_TRACK,
        answers={name: str(text) for name, text in ticket.answers.items()},
        channel=ticket.channel,
        anonymous=ticket.anonymous,
        conversation_id=None if ticket.anonymous else ticket.conversation_id,
        reporter_name=ticket.reporter_name or "",
        reporter_phone=ticket.reporter_phone or "",
        commune=ticket.commune,
        latitude=ticket.latitude,
        longitude=ticket.longitude,
        dossier_code=ticket.dossier_code,
        respondent_unit=ticket.respondent_unit,
        files=files,
    )


def lines_of_ticket(view: TicketView) -> Iterator[tuple[datetime, SealedLine]]:
    """Its history."""
    for one in view.events:
        yield one.at, SealedLine(one.kind, one.actor_id, one.actor_name, one.text)


def card_of(report: SealedReport) -> SealedCard:
    """What stands outside the seal."""
    times = (report.created_at, report.updated_at, report.due_at)
    return SealedCard(report.id, report.code, report.state, *times)


def public_view_of(report: SealedReport, track: str) -> PublicView:
    """How far it has come: no word of what it says."""
    return PublicView(
        code=report.code,
        track=track,
        state=_SEEN_AS[SealedState(report.state)],
        summary="",
        created_at=report.created_at,
        unit="",
        promised=None,
        expected=False,
        late=False,
        events=(),
        sealed=True,
    )
