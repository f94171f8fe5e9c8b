"""How live conversations with officers are put together."""

from datetime import datetime

from bot.calendar.work_calendar import WorkCalendar
from bot.clock import Clock
from bot.conversation.handover import Talks
from bot.conversation.steps.officer_writes import SAID_TO_OFFICER
from bot.duty import Duty
from bot.effects import EffectHandlers
from bot.handover.asking import Asking
from bot.handover.conversations import Filed, Unanswered
from bot.handover.keeper import Keeper
from bot.handover.service import LiveDesk
from bot.handover.standing import ASK
from bot.handover.texts import load_texts
from bot.hotline.service import Desk
from bot.hotline.view import Draft
from bot.storage.database import Database


class LivePart:
    """The officers' desk, the background, and what turns change; what nobody comes to becomes a ticket."""

    def __init__(
        self,
        db: Database,
        tickets: Desk,
        talks: Talks,
        duty: Duty,
        calendar: WorkCalendar,
        clock: Clock,
        public_url: str,
    ) -> None:
        """Nothing runs before ``keeper.run``."""
        texts = load_texts()
        self._tickets, self._public_url = tickets, public_url
        self._asking = Asking(duty, calendar)
        self.desk = LiveDesk(db, talks, texts)
        self.keeper = Keeper(db, talks, self._file, texts, duty, calendar, clock)

    @property
    def effects(self) -> EffectHandlers:
        """What turns change here."""
        return {ASK: self._asking.ask, SAID_TO_OFFICER: self._asking.hear}

    async def _file(self, unanswered: Unanswered, now: datetime) -> Filed:
        draft = Draft(
            form_id=unanswered.key,
            track="question",
            answers={"what": unanswered.words},
            conversation_id=unanswered.conversation_id,
            channel=unanswered.channel,
        )
        opened = await self._tickets.open(draft, now)
        address = f"{self._public_url}/phieu/{opened.code}" if self._public_url else ""
        return Filed(opened.code, opened.pin, opened.promised, address)
