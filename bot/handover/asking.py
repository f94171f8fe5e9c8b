"""The citizen's side: the wish for a person, and words for the officer, kept with their turn."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.calendar.work_calendar import WorkCalendar
from bot.duty import Duty
from bot.effects import Effect, Occasion
from bot.handover import repository
from bot.handover.model import Handover, HandoverLine, HandoverState

PATIENCE = timedelta(minutes=5)


class Asking:
    """Both methods are handlers of effects."""

    def __init__(self, duty: Duty, calendar: WorkCalendar) -> None:
        """Who asks out of hours waits for nobody."""
        self._duty = duty
        self._calendar = calendar

    async def ask(self, session: AsyncSession, effect: Effect, occasion: Occasion) -> None:
        """Queues the conversation; one that waits already keeps its place."""
        if await repository.open_of(session, occasion.conversation_id) is not None:
            return
        on_duty = self._duty.is_on(occasion.now, self._calendar)
        due_at = occasion.now + PATIENCE if on_duty else occasion.now
        session.add(Handover(conversation_id=occasion.conversation_id, asked_at=occasion.now, due_at=due_at))

    async def hear(self, session: AsyncSession, effect: Effect, occasion: Occasion) -> None:
        """Keeps the words as they were written; an officer in a channel's own tool reads them there."""
        handover = await repository.open_of(session, occasion.conversation_id)
        if handover is None or handover.state != HandoverState.TAKEN:
            return
        line = HandoverLine(handover_id=handover.id, at=occasion.now, by="citizen", outbox_ids=[])
        line.text, line.attachment = effect.data.get("text", ""), effect.data.get("attachment", "")
        session.add(line)
