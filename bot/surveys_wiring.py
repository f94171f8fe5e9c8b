"""How invitations to surveys are put together: who is asked, in which words, on which way."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence

from actions.services import Services
from bot.answering_wiring import AnsweringPart
from bot.clock import Clock, utc_now
from bot.console import ConsolePage, Frame
from bot.conversation.delivery import Delivery
from bot.department import Department
from bot.findings import Finding, findings_of
from bot.hotline.tracks import load_tracks
from bot.language.places import Places
from bot.storage.database import Database
from bot.strata import Strata
from bot.survey_post import ChatPost, Windows
from bot.survey_sources import AnsweredTickets, ReturnedDossiers
from bot.surveys.instrument import load_instruments
from bot.surveys.inviter import Inviter
from bot.surveys.inviting import Inviting
from bot.surveys.model import Subject
from bot.surveys.routes_waves import WavePages
from bot.surveys.waves import Waves
from procedures_kb.loader import KnowledgeBase


class SampleCuts:
    """Fields, communes and channels as a sample is cut by them, with their titles."""

    def __init__(self, kb: KnowledgeBase, places: Places, channels: Sequence[str]) -> None:
        """Reads records as they stand when asked: they may be edited while all goes on."""
        self._kb = kb
        self._communes = {one.name: one.name for one in places.communes}
        self._channels = {name: name for name in channels}

    def __call__(self, subject: str) -> Mapping[str, Mapping[str, str]]:
        """By the name of the cut."""
        field = self._tracks() if subject == Subject.TICKET else self._fields()
        return {"field": field, "commune": self._communes, "channel": self._channels}

    def _fields(self) -> Mapping[str, str]:
        return {name: name for name in sorted({one.field for one in self._kb.procedures})}

    def _tracks(self) -> Mapping[str, str]:
        return {name: one.title for name, one in load_tracks().items() if one.intake == "ticket"}


class InvitingPart:
    """Whoever asks how it went, as one piece of the application."""

    def __init__(
        self,
        db: Database,
        answering: AnsweringPart,
        department: Department,
        kb: KnowledgeBase,
        clock: Clock = utc_now,
    ) -> None:
        """Nothing runs yet."""
        self._db, self._answering, self._clock = db, answering, clock
        self._terms, self._kb, self._places = department.surveys, kb, department.read_places()
        self._inviter: Inviter | None = None

    def pages(self, frame: Frame, channels: Sequence[str]) -> Sequence[ConsolePage]:
        """The waves; ``channels`` are the names of those that are on."""
        cuts = SampleCuts(self._kb, self._places, channels)
        return WavePages(Waves(self._db, load_instruments(), cuts), cuts, frame, self._clock).pages()

    def findings(self) -> Sequence[Finding]:
        """What officers should look into."""
        return findings_of((self._inviter,))

    def inviter(self, services: Services, channels: Mapping[str, Delivery], windows: Windows) -> Inviter:
        """On these channels."""
        return Inviter(
            self._db,
            (ReturnedDossiers(Strata(self._kb, self._places)), AnsweredTickets()),
            Inviting(load_instruments(), self._terms),
            ChatPost(self._answering, services, channels, windows),
            self._answering.opt_outs,
            self._terms,
            self._clock,
        )

    def tasks(
        self, services: Services, channels: Mapping[str, Delivery], windows: Windows
    ) -> Iterator[asyncio.Task[None]]:
        """Starts what runs in the background; whoever takes the tasks cancels them."""
        self._inviter = self.inviter(services, channels, windows)
        yield asyncio.create_task(self._inviter.run(), name="surveys")
