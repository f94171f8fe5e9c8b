"""What every action is given: the knowledge base, the department, the dossiers, the day and the wording."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from actions.phrasebook import Phrasebook, load_phrasebook
from actions.thresholds import Thresholds, load_thresholds
from bot.dossiers.view import Look
from bot.handover.standing import LiveDuty
from bot.hotline.tracks import Track, load_tracks
from bot.hotline.view import Draft, Opened, PublicView
from bot.inventory import Told
from bot.language.places import Places
from bot.offices import Office
from bot.own_data import Held
from bot.surveys.chat_desk import Sheet
from procedures_kb.loader import KnowledgeBase

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class DossierDesk(Protocol):
    """Where the frame looks dossiers up; `person` names the conversation to whom it is shown."""

    async def look(self, person: str, code: str, factor: str | None = None, *, now: datetime) -> Look:
        """What the person may see of it; with a `factor` the look counts as a try to prove it is theirs."""
        ...

    async def followed(self, person: str) -> Sequence[str]:
        """Codes of the dossiers that the person follows, the last one first."""
        ...


class OwnDataDesk(Protocol):
    """Where the frame asks what is held of a person; `person` names the conversation."""

    async def held(self, person: str, *, now: datetime) -> Held:
        """All of it in numbers, with the key to the page that lists it; raises StorageUnavailable."""
        ...


class TicketDesk(Protocol):
    """Where the frame opens tickets and asks for a person's own; `person` names the conversation.

    All of it raises StorageUnavailable; TransitionRefused for what a ticket does not allow, or is not the
    person's.
    """

    async def open(self, person: str, draft: Draft, files: Sequence[str], *, now: datetime) -> Opened:
        """Opens it once, however often it is sent; conversation and channel are filled in here.

        `files` are hashes of what the same person handed over in this conversation; others are left out.
        """
        ...

    async def mine(self, person: str) -> Sequence[PublicView]:
        """The person's own tickets, the last one first."""
        ...

    async def add(self, person: str, code: str, text: str, *, now: datetime) -> PublicView:
        """Adds the person's words to the ticket."""
        ...

    async def withdraw(self, person: str, code: str, reason: str, *, now: datetime) -> PublicView:
        """Takes the ticket back."""
        ...

    async def verdict(self, person: str, code: str, solved: bool, text: str, *, now: datetime) -> PublicView:
        """Whether it helped; a no opens the ticket again."""
        ...

    def lock(self, text: str) -> str:
        """What somebody is still telling, as the memory of a conversation may hold it."""
        ...

    def unlock(self, text: str) -> str | None:
        """The text again; None where it was locked with another key."""
        ...


class SurveyDesk(Protocol):
    """Where the frame hands in answers to surveys; `person` names the conversation, the one that was invited.

    All of it raises StorageUnavailable and FormOver; OutOfScale for what is no answer to the question.
    """

    async def sheet(self, person: str, token: str, *, now: datetime) -> Sheet:
        """The form as it stands."""
        ...

    async def answer(self, person: str, token: str, question: str, value: int, *, now: datetime) -> Sheet:
        """With that answer; a second one to the same question replaces the first."""
        ...

    async def comment(self, person: str, token: str, text: str, *, now: datetime) -> Sheet:
        """With those words."""
        ...

    async def opt_out(self, person: str, token: str, *, now: datetime) -> None:
        """This person is asked nothing any more."""
        ...

    async def unasked(self, person: str, since: datetime | None, *, now: datetime) -> str | None:
        """Token of the survey that was sent to the person after that moment and has no answer yet."""
        ...


def now_in_vietnam() -> datetime:
    """This moment, on the clock that citizens and offices go by."""
    return datetime.now(VIETNAM)


@dataclass(frozen=True)
class DepartmentView:
    """What an answer may say about the department; empty hours mean that none are published.

    `public_url` is where this program's own pages are reached; empty where that is not set.
    """

    name: str
    hotline_number: str
    portal_url: str
    hotline_hours: str = ""
    hotline_name: str = ""
    province: str = ""
    offices: tuple[Office, ...] = ()
    public_url: str = ""
    readers: tuple[Told, ...] = ()  # who reads what is kept of people, and for how long


@dataclass(frozen=True)
class Services:
    """Everything an action may reach; `today` and `now` are functions so that tests choose the day.

    Without `dossiers` nothing can be looked up, without `tickets` nothing is taken in; the answers say so.
    """

    kb: KnowledgeBase
    department: DepartmentView
    today: Callable[[], date]
    phrasebook: Phrasebook = field(default_factory=load_phrasebook)
    thresholds: Thresholds = field(default_factory=load_thresholds)
    places: Places = field(default_factory=Places)
    dossiers: DossierDesk | None = None
    now: Callable[[], datetime] = now_in_vietnam
    tickets: TicketDesk | None = None
    live: LiveDuty | None = None  # None: no officer ever answers in the chat
    surveys: SurveyDesk | None = None  # None: nobody is asked how it went
    own_data: OwnDataDesk | None = None  # None: nothing is known of what is held
    tracks: Mapping[str, Track] = field(default_factory=load_tracks)
