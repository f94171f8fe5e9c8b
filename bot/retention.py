"""How long personal data is kept, and the daily task that forgets what is older (``department.yml``)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Annotated

import msgspec

from bot.clock import Clock
from bot.pulse import pulse_of
from bot.storage.errors import StorageUnavailable

Days = Annotated[int, msgspec.Meta(ge=1)]
EVERY = timedelta(days=1)
AGAIN = timedelta(minutes=10)

logger = logging.getLogger("chidan.retention")

# Forgets what is from before that moment; of how many things. Raises StorageUnavailable or OSError.
Forget = Callable[[datetime], Awaitable[int]]


class Retention(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Days after which each kind of data is forgotten.

    ``conversations``: words of citizens, masked, and what they were answered; ``live_talks``: words, as they
    were written, while an officer had the conversation; ``audit``: what officers saw and did;
    ``handed_over``: photos of forms that were never sent; ``guesses``: tries with codes,
    PINs and passwords, and ended sessions of officers;
    ``surveys``: whose an invitation was, from its end on; ``corrections``: words of reports of mistakes;
    ``follows``: that somebody proved to be a dossier's holder or followed it, after the last of it;
    ``contacts``: who somebody is on their channel, since they last wrote; open tickets and follows keep it.
    """

    conversations: Days = 365
    live_talks: Days = 90
    audit: Days = 730
    handed_over: Days = 1
    guesses: Days = 1
    surveys: Days = 365
    corrections: Days = 365
    follows: Days = 365
    contacts: Days = 730


class DailyForgetting:
    """A background task; any number of processes may run one each, since forgetting twice is no harm."""

    def __init__(self, periods: Retention, kinds: Mapping[str, tuple[Forget, ...]], clock: Clock) -> None:
        """``kinds`` by the names of the periods."""
        self._days: Mapping[str, int] = msgspec.structs.asdict(periods)
        self._kinds = kinds
        self._clock = clock

    async def run(self) -> None:
        """Once at the start and then once a day, until it is cancelled; a failure is tried again soon."""
        pulse = pulse_of("retention", EVERY.total_seconds())
        while True:
            if done := await self.forget():
                pulse.beat()
            await asyncio.sleep((EVERY if done else AGAIN).total_seconds())

    async def forget(self) -> bool:
        """Forgets what is too old now; False where something could not be done."""
        now, done = self._clock(), True
        for kind, forgetting in self._kinds.items():
            try:
                before = now - timedelta(days=self._days[kind])
                number = sum([await forget(before) for forget in forgetting])
            except (StorageUnavailable, OSError) as error:
                logger.error("%s: what is too old could not be forgotten (%s)", kind, type(error).__name__)
                done = False
                continue
            if number:
                logger.info("%s: %d things were older than %d days", kind, number, self._days[kind])
        return done
