"""A tickets' desk made by hand: opens each form once, keeps what is said of a ticket, can be down."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from actions.services import VIETNAM
from bot.hotline.states import DONE, Refusal, TicketState, TransitionRefused
from bot.hotline.view import Draft, Opened, PublicEvent, PublicView
from bot.storage.errors import StorageUnavailable

NOW = datetime(2026, 11, 22, 9, 20, tzinfo=VIETNAM)
PROMISED = date(2026, 12, 11)
CODES = ("PA-261122-K7P2", "PA-261122-M3QX", "PA-261122-W9ZT")
PIN = "482915"
UNIT = "Bộ phận trực đường dây nóng"


@dataclass
class TicketDesk:
    """Holds what the one person sent; `down` says that the database does not answer."""

    down: bool = False
    drafts: dict[str, Draft] = field(default_factory=dict)
    files: dict[str, Sequence[str]] = field(default_factory=dict)
    tickets: dict[str, PublicView] = field(default_factory=dict)
    deeds: list[tuple[str, ...]] = field(default_factory=list)

    async def open(self, person: str, draft: Draft, files: Sequence[str], *, now: datetime) -> Opened:
        """As the real one promises: the same form is the same ticket."""
        self._answers()
        self.drafts.setdefault(draft.form_id, draft)
        self.files.setdefault(draft.form_id, tuple(files))
        code = CODES[list(self.drafts).index(draft.form_id)]
        sealed = draft.track == "denunciation"
        if not sealed and code not in self.tickets:
            self.tickets[code] = ticket(code, draft.track, summary=draft.answers.get("what", ""))
        return Opened(code, PIN, PROMISED, expected=False, track=draft.track, sealed=sealed)

    async def mine(self, person: str) -> Sequence[PublicView]:
        """The last first."""
        self._answers()
        return tuple(reversed(self.tickets.values()))

    async def add(self, person: str, code: str, text: str, *, now: datetime) -> PublicView:
        """The words are kept as they came."""
        self.deeds.append(("add", code, text))
        return self._found(code)

    async def withdraw(self, person: str, code: str, reason: str, *, now: datetime) -> PublicView:
        """Only what is open can be taken back."""
        if not self._found(code).state.is_open:
            raise TransitionRefused(Refusal.OVER)
        self.deeds.append(("withdraw", code))
        return self._change(code, TicketState.WITHDRAWN)

    async def verdict(self, person: str, code: str, solved: bool, text: str, *, now: datetime) -> PublicView:
        """Only what is answered can be judged."""
        if self._found(code).state not in DONE:
            raise TransitionRefused(Refusal.NOT_ANSWERED)
        self.deeds.append(("verdict", code, str(solved)))
        return self._change(code, TicketState.CLOSED if solved else TicketState.NEW)

    def lock(self, text: str) -> str:
        """Not to be read at a glance."""
        return base64.b64encode(text.encode()).decode()

    def unlock(self, text: str) -> str | None:
        """What was locked."""
        return base64.b64decode(text).decode()

    def answer(self, code: str, done: str) -> None:
        """What officers do when they are done."""
        self.tickets[code] = replace(self.tickets[code], state=TicketState.ANSWERED, done=done, promised=None)

    def _found(self, code: str) -> PublicView:
        self._answers()
        if code not in self.tickets:
            raise TransitionRefused(Refusal.NO_SUCH_TICKET)
        return self.tickets[code]

    def _change(self, code: str, state: TicketState) -> PublicView:
        self.tickets[code] = replace(self.tickets[code], state=state)
        return self.tickets[code]

    def _answers(self) -> None:
        if self.down:
            raise StorageUnavailable("OperationalError")


def ticket(code: str, track: str, state: TicketState = TicketState.NEW, *, summary: str = "") -> PublicView:
    """A ticket as its citizen sees it on the day it was opened."""
    return PublicView(
        code=code,
        track=track,
        state=state,
        summary=summary,
        created_at=NOW,
        unit=UNIT,
        promised=PROMISED,
        expected=False,
        late=False,
        events=(PublicEvent(NOW, "opened", "citizen", summary),),
    )
