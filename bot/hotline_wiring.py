"""How tickets, officers, live conversations and switches are put together."""

import asyncio
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

import msgspec
from sqlalchemy.ext.asyncio import AsyncSession

from actions.services import Services
from actions.ticket_notice import notice
from bot.calendar.work_calendar import load_calendar
from bot.clock import Clock, utc_now
from bot.console_wiring import StaffFrame
from bot.conversation import proactive
from bot.conversation.delivery import Delivery
from bot.conversation.forgetting import forget_talk
from bot.conversation.handover import Said, Talks
from bot.conversation.replies import Reply
from bot.conversation.turn import FORGOTTEN
from bot.department import Department
from bot.effects import EffectHandlers
from bot.findings import Finding, findings_of
from bot.handover.repository import forget_lines
from bot.hotline.chat_desk import ChatDesk, Talk
from bot.hotline.console import build_console
from bot.hotline.escalator import Escalator
from bot.hotline.late import LateWatch
from bot.hotline.parked import ParkedWatch
from bot.hotline.photo_shelf import PhotoShelf
from bot.hotline.service import Desk
from bot.hotline_setup import HotlineSetup
from bot.live_wiring import LivePart
from bot.staff.audit import audit
from bot.staff.directory import Directory
from bot.staff.passwords import Passwords
from bot.staff.permissions import load_roles
from bot.storage.database import Database
from bot.switches.service import Switches
from procedures_kb.loader import KnowledgeBase

# Turns of a conversation that stand beside its ticket.
TURNS_SHOWN = 10


class HotlinePart:
    """The feature as one piece of the application; to be made in a running event loop."""

    def __init__(
        self,
        setup: HotlineSetup,
        db: Database,
        department: Department,
        kb: KnowledgeBase,
        public_url: str = "",
        clock: Clock = utc_now,
        passwords: Passwords | None = None,
    ) -> None:
        """Nothing runs yet; nobody is written to before ``attach``."""
        self.setup, self.db, self.department, self.kb = setup, db, department, kb
        self.public_url, self.clock = public_url.rstrip("/"), clock
        self._channels: dict[str, Delivery] = {}
        self._services: Services | None = None
        self.talks = Talks(self._channels)
        self.calendar, self.passwords = load_calendar(), passwords or Passwords()
        self.directory = Directory(db, self.passwords, load_roles())
        self.desk = Desk(
            db,
            secret=setup.tickets,
            sealed_secret=setup.sealed,
            ladder=department.ladder,
            calendar=self.calendar,
            directory=self.directory,
            say=self._say,
            folder=setup.folder,
            forget=_forget,
        )
        self.shelf = PhotoShelf(setup.handed_over)
        self.tickets = ChatDesk(db, self.desk, self._talk_of, self.shelf, setup.forms)
        duty = department.hotline.read_duty()
        self.live = LivePart(db, self.desk, self.talks, duty, self.calendar, clock, self.public_url)
        self.switches = Switches(db, clock, self._field_of, audit)
        self.frame = StaffFrame(self.directory)
        self.console = build_console(
            self.desk,
            self.frame,
            department.ladder,
            self.calendar,
            clock,
            excerpt=self._excerpt,
            procedure_name=self.procedure_name,
        )
        self._escalator = Escalator(db, department.ladder, self.calendar, self.directory, clock)
        self.late = LateWatch(db, self.desk, clock)
        self._parked = ParkedWatch(self.desk, clock)

    @property
    def effects(self) -> EffectHandlers:
        """What turns change here."""
        return self.live.effects

    def attach(self, services: Services, channels: Mapping[str, Delivery]) -> None:
        """From now on citizens are written to, on these channels."""
        self._services = services
        self._channels.update(channels)

    def tasks(self) -> Iterator[asyncio.Task[None]]:
        """Starts what runs in the background; whoever takes the tasks cancels them."""
        running: Sequence[Coroutine[None, None, None]] = (
            self._escalator.run(),
            self.late.run(),
            self._parked.run(),
            self.live.keeper.run(),
            self.switches.run(),
            self.console.changes.run(),
        )
        return (asyncio.create_task(one, name="hotline") for one in running)

    def findings(self) -> Sequence[Finding]:
        """What officers should mend or look into."""
        return findings_of((self._escalator, self.late, self.switches))

    async def _say(
        self, session: AsyncSession, conversation_id: int, texts: Sequence[str], now: datetime
    ) -> bool:
        assert self._services is not None, "nobody is written to before attach"
        replies = [msgspec.convert(asdict(reply), Reply) for reply in notice(texts, self._services)]
        posted = await proactive.post(session, conversation_id, replies, now, channels=self._channels)
        return posted is not None

    async def _talk_of(self, session: AsyncSession, person: str) -> Talk | None:
        found = await proactive.conversation_of(session, person)
        return Talk(found, await self.talks.channel(session, found)) if found is not None else None

    async def _excerpt(self, conversation_id: int) -> Sequence[Said]:
        async with self.db.reading() as session:
            return await self.talks.excerpt(session, conversation_id, self.clock(), TURNS_SHOWN)

    def procedure_name(self, code: str) -> str | None:
        """The title that people know it by, as the records stand now."""
        procedure = self.kb.get(code)
        return procedure.plain_name if procedure is not None else None

    def _field_of(self, code: str) -> str | None:
        procedure = self.kb.get(code)
        return procedure.field if procedure is not None else None


async def _forget(session: AsyncSession, conversation_id: int, until: datetime) -> None:
    """What stands in the open of a matter that went under the seal."""
    await forget_talk(session, conversation_id, until)
    await forget_lines(session, conversation_id, FORGOTTEN)
