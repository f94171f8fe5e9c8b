"""What every action is given: the knowledge base, the department, the dossiers, the day and the wording."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from actions.phrasebook import Phrasebook, load_phrasebook
from actions.thresholds import Thresholds, load_thresholds
from bot.dossiers.view import Look
from bot.language.places import Places
from bot.offices import Office
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


def now_in_vietnam() -> datetime:
    """This moment, on the clock that citizens and offices go by."""
    return datetime.now(VIETNAM)


@dataclass(frozen=True)
class DepartmentView:
    """What an answer may say about the department; empty hours mean that none are published."""

    name: str
    hotline_number: str
    portal_url: str
    hotline_hours: str = ""
    hotline_name: str = ""
    province: str = ""
    offices: tuple[Office, ...] = ()


@dataclass(frozen=True)
class Services:
    """Everything an action may reach; `today` and `now` are functions so that tests choose the day.

    Without `dossiers` nothing can be looked up, and the answers say so.
    """

    kb: KnowledgeBase
    department: DepartmentView
    today: Callable[[], date]
    phrasebook: Phrasebook = field(default_factory=load_phrasebook)
    thresholds: Thresholds = field(default_factory=load_thresholds)
    places: Places = field(default_factory=Places)
    dossiers: DossierDesk | None = None
    now: Callable[[], datetime] = now_in_vietnam
