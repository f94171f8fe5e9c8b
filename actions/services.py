"""What every action is given: the knowledge base, the department, the calendar day and the wording."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from actions.phrasebook import Phrasebook, load_phrasebook
from actions.thresholds import Thresholds, load_thresholds
from bot.language.places import Places
from bot.offices import Office
from procedures_kb.loader import KnowledgeBase


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
    """Everything an action may reach; `today` is a function so that tests choose the day."""

    kb: KnowledgeBase
    department: DepartmentView
    today: Callable[[], date]
    phrasebook: Phrasebook = field(default_factory=load_phrasebook)
    thresholds: Thresholds = field(default_factory=load_thresholds)
    places: Places = field(default_factory=Places)
