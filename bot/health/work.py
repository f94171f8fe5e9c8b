"""Whether the work goes on: messages are answered, Rasa workers answer, background tasks go round."""

from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlsplit

from bot.clock import Clock
from bot.conversation.rasa_server import RasaState
from bot.findings import Finding
from bot.metrics.standing import look as look_at_queues
from bot.pulse import Pulses
from bot.storage.database import Database

STUCK_SECONDS = 60.0


class StuckQueue:
    """Tells of messages that wait although nothing seems to be missing."""

    def __init__(self, db: Database, rasa_answers: Callable[[], Awaitable[bool]], clock: Clock) -> None:
        """While Rasa is away they may wait: that is told by its check."""
        self._db, self._rasa_answers, self._clock = db, rasa_answers, clock

    async def look(self) -> Sequence[Finding]:
        """Whether the oldest has waited longer than a minute."""
        standing = await look_at_queues(self._db, self._clock())
        if standing.waiting_seconds <= STUCK_SECONDS or not await self._rasa_answers():
            return []
        minutes = round(standing.waiting_seconds / 60)
        return [Finding("queue_stuck", {"count": standing.waiting, "minutes": minutes})]


class FailingWorkers:
    """Tells of Rasa workers that did not answer their last question."""

    def __init__(self, states: Callable[[], Sequence[RasaState]]) -> None:
        """``states`` is asked at each look."""
        self._states = states

    async def look(self) -> Sequence[Finding]:
        """Those that fail while others answer: where none does, the check tells."""
        states = self._states()
        failing = [one for one in states if one.failing]
        if len(failing) == len(states):
            return []
        return [Finding("rasa_worker_fails", {"worker": urlsplit(one.url).netloc}) for one in failing]


class TasksStandStill:
    """Tells of background tasks whose round is long overdue."""

    def __init__(self, pulses: Pulses) -> None:
        """Of this process."""
        self._pulses = pulses

    async def look(self) -> Sequence[Finding]:
        """One finding for each."""
        silent = [(one.task, one.silent_for) for one in self._pulses.all()]
        return [
            Finding("task_stands_still", {"task": task, "minutes": round(time.total_seconds() / 60)})
            for task, time in silent
            if time
        ]
