"""The review desk: what was not understood, what officers say it meant, and what is learnt from it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import msgspec

from bot.conversation.model import Turn
from bot.review import repository
from bot.review.lines import as_training_file, sentence
from bot.review.model import TurnLabel
from bot.storage.database import Database

INTENTS_FILE = Path(__file__).with_name("intents.yml")
LISTED = 30
LONGEST_SENTENCE = 500


class ReviewRefused(Exception):
    """The judgement cannot be kept; the word says why: unknown, words, intent, procedure."""


class Report(Protocol):
    """A citizen's word that an answer was wrong."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def procedure(self) -> str:
        """The record that it is about."""
        ...

    @property
    def aspect(self) -> str | None:
        """What of it was asked."""
        ...

    @property
    def note(self) -> str | None:
        """In the citizen's masked words."""
        ...

    @property
    def created_at(self) -> datetime:
        """When."""
        ...


@dataclass(frozen=True)
class Reports:
    """Where reports are kept: ``settle`` is False where there is none of that number."""

    still_open: Callable[[], Awaitable[Sequence[Report]]]
    settle: Callable[[int, datetime], Awaitable[bool]]


@dataclass(frozen=True)
class Judgement:
    """What an officer says of one turn; without an intent the words teach nothing."""

    turn_id: int
    text: str
    intent: str
    procedure: str


@dataclass(frozen=True)
class Doubts:
    """All that there is to look at, the newest first, and how much was judged already."""

    unknown: Sequence[Turn]
    unsure: Sequence[Turn]
    reports: Sequence[Report]
    lessons: int


class ReviewDesk:
    """One transaction per use case; all raise StorageUnavailable."""

    def __init__(self, db: Database, reports: Reports, procedure_name: Callable[[str], str | None]) -> None:
        """``procedure_name`` tells the title of a code that is known."""
        self._db = db
        self._reports = reports
        self._procedure_name = procedure_name
        self.intents = load_intents()

    async def doubts(self) -> Doubts:
        """What waits for an officer's eyes."""
        async with self._db.reading() as session:
            unknown = await repository.doubtful(session, repository.unknown(), LISTED)
            unsure = await repository.doubtful(session, repository.unsure(), LISTED)
            lessons = await repository.count_lessons(session)
        return Doubts(unknown, unsure, await self._reports.still_open(), lessons)

    async def judge(self, judgement: Judgement, officer_id: int, name: str, now: datetime) -> None:
        """Keeps it in place of an earlier one; raises ReviewRefused."""
        text = sentence(judgement.text)
        self._check(judgement, text)
        async with self._db.transaction() as session:
            if await repository.text_of(session, judgement.turn_id) is None:
                raise ReviewRefused("unknown")
            label = await repository.label_of(session, judgement.turn_id)
            label = label or TurnLabel(turn_id=judgement.turn_id)
            label.judge(text, judgement.intent or None, judgement.procedure or None)
            label.sign(officer_id, name, now)
            session.add(label)

    async def settle(self, report_id: int, now: datetime) -> None:
        """The report has been looked into; raises ReviewRefused."""
        if not await self._reports.settle(report_id, now):
            raise ReviewRefused("unknown")

    async def training_file(self) -> str:
        """All that was judged, as a file for ``nlu_data/nlu``."""
        async with self._db.reading() as session:
            return as_training_file(await repository.lessons(session))

    def _check(self, judgement: Judgement, text: str) -> None:
        if judgement.intent and (not text or len(text) > LONGEST_SENTENCE):
            raise ReviewRefused("words")
        if judgement.intent and judgement.intent not in self.intents:
            raise ReviewRefused("intent")
        if judgement.procedure and self._procedure_name(judgement.procedure) is None:
            raise ReviewRefused("procedure")


def load_intents() -> Mapping[str, str]:
    """Titles of the intents by name; raises msgspec.DecodeError where the file is wrong."""
    return msgspec.yaml.decode(INTENTS_FILE.read_bytes(), type=dict[str, str])
