"""How invitations to surveys are put together: who is asked, in which words, on which way."""

import asyncio
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from actions.services import Services
from actions.survey_asked import invitation
from bot.answering_wiring import AnsweringPart
from bot.clock import Clock, utc_now
from bot.console import ConsolePage, Frame
from bot.conversation import proactive
from bot.conversation.delivery import Delivery
from bot.conversation.model import Contact
from bot.conversation.replies import Reply
from bot.department import Department
from bot.hotline.tracks import load_tracks
from bot.language.places import Places
from bot.storage.database import Database
from bot.strata import Strata
from bot.survey_sources import AnsweredTickets, ReturnedDossiers
from bot.surveys.form_state import FormState
from bot.surveys.instrument import load_instruments
from bot.surveys.inviter import Inviter
from bot.surveys.inviting import Inviting
from bot.surveys.model import Subject, SurveyInvitation, SurveyWave, Way
from bot.surveys.routes_waves import WavePages
from bot.surveys.waves import Waves
from procedures_kb.loader import KnowledgeBase

# How long after somebody wrote a channel may still be used; one that is not named has no such end.
Windows = Mapping[str, timedelta]

logger = logging.getLogger("chidan.surveys")


class ChatPost:
    """Invitations as bubbles with buttons, in the conversation that the matter belongs to."""

    def __init__(
        self,
        answering: AnsweringPart,
        services: Services,
        channels: Mapping[str, Delivery],
        windows: Windows,
    ) -> None:
        """The words are the actions', the ends are the channels'."""
        self._answering = answering
        self._services = services
        self._channels = channels
        self._windows = windows
        self._instruments = load_instruments()

    async def __call__(
        self, session: AsyncSession, row: SurveyInvitation, wave: SurveyWave, now: datetime, *, reminder: bool
    ) -> tuple[Way, list[int]] | None:
        """As an inviter wants it; None outside the channel's window, too."""
        if row.conversation_id is None:
            return None
        contact = (await proactive.contacts_of(session, (row.conversation_id,)))[row.conversation_id]
        code = await self._answering.code_of(session, row.subject, row.subject_id)
        if code is None or not self._may_write(contact, now):
            return None
        replies = self._words(row, wave, code, reminder=reminder)
        if replies is None:
            return None
        posted = await proactive.post(session, row.conversation_id, replies, now, channels=self._channels)
        return (Way.CHAT, posted) if posted is not None else None

    async def lost(self, session: AsyncSession, outbox_ids: Collection[int]) -> bool:
        """As an inviter wants it."""
        return bool(await proactive.lost(session, outbox_ids))

    def _may_write(self, contact: Contact, now: datetime) -> bool:
        window = self._windows.get(contact.channel)
        return window is None or now - (contact.heard_at or contact.created_at) <= window

    def _words(
        self, row: SurveyInvitation, wave: SurveyWave, code: str, *, reminder: bool
    ) -> Sequence[Reply] | None:
        """None where a mistake of ours leaves no words; others must not wait for them for ever."""
        token = self._answering.keys.token_of(row.id)
        try:
            state = FormState(self._instruments.get(wave.instrument), wave.form, row.subject)
            said = invitation(state, token, code, self._services, reminder=reminder)
        except Exception as error:
            logger.error("invitation %d: no words for it (%s)", row.id, type(error).__name__)
            return None
        return [msgspec.convert(asdict(reply), Reply) for reply in said]


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

    def warnings(self) -> Sequence[str]:
        """What officers should look into."""
        return self._inviter.warnings() if self._inviter else ()

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
