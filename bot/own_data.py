"""What is held of one person in the chat, as they are told it themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

# The kind of effect by which a turn forgets its person; no data.
FORGET_ME = "forget_me"


@dataclass(frozen=True)
class Held:
    """Counts and days; ``tickets`` are codes of the person's own, without sealed reports.

    ``key`` opens the page that lists all of it, for a short while (``bot/own_data_keys.py``).
    """

    messages: int = 0
    since: date | None = None
    followed: int = 0
    proved: int = 0
    reports: int = 0
    tickets: tuple[str, ...] = ()
    key: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held that could be deleted."""
        return not (self.messages or self.followed or self.proved or self.reports)


@dataclass(frozen=True)
class Line:
    """Something that was said, as it is kept."""

    at: datetime
    by: Literal["citizen", "assistant", "officer"]
    text: str


@dataclass(frozen=True)
class HeldDossier:
    """One that the person has shown to be theirs; ``followed_since`` is None where it is not followed."""

    code: str
    proved_at: datetime
    followed_since: datetime | None


@dataclass(frozen=True)
class HeldTicket:
    """One that was sent from the conversation: it stays, whatever is deleted."""

    code: str
    sent_at: datetime
    standing: str


@dataclass(frozen=True)
class Listing:
    """Everything that is held of one conversation, in full and as it is kept."""

    channel: str
    since: datetime
    lines: Sequence[Line]
    talks: Sequence[Line]
    reports: Sequence[Line]
    dossiers: Sequence[HeldDossier]
    tickets: Sequence[HeldTicket]
    invitations: int
    asks_no_survey: bool
