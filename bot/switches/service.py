"""The switches: turned by officers with a reason, known to every process within a second or two."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.clock import Clock
from bot.findings import Finding
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable
from bot.switches import repository
from bot.switches.model import Scope, Switch
from bot.switches.order import By, Order, SwitchRefused

EVERY_SECONDS = 1.0
LISTED = 50
TURNED_OFF, TURNED_ON = "switch_off", "switch_on"

logger = logging.getLogger("chidan.switches")

# Writes the line in the book of who did what: officer, action, object.
Audit = Callable[[AsyncSession, int, str, str, datetime], Awaitable[None]]


class Switches:
    """Answers from memory; ``run`` keeps the memory in step with the database."""

    def __init__(
        self, db: Database, clock: Clock, field_of: Callable[[str], str | None], audit: Audit
    ) -> None:
        """``field_of`` tells the field of a procedure's code."""
        self._db = db
        self._clock = clock
        self._field_of = field_of
        self._audit = audit
        self._known: Sequence[Switch] = ()

    async def run(self) -> None:
        """Looks once a second until cancelled; while the database is away, what was known holds."""
        pulse = pulse_of("switches", EVERY_SECONDS)
        while True:
            try:
                await self.look()
                pulse.beat()
            except StorageUnavailable as error:
                logger.warning("the switches are as they were: %s", error)
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self) -> None:
        """Takes over how the switches stand; raises StorageUnavailable."""
        async with self._db.reading() as session:
            self._known = await repository.still_off(session, self._clock())

    async def turn_off(self, order: Order, by: By) -> int:
        """The number of the switch; raises SwitchRefused or StorageUnavailable."""
        now = self._clock()
        order.check(now)
        async with self._db.transaction() as session:
            switch = _new(order, by, now)
            session.add(switch)
            await session.flush()
            await self._audit(session, by.officer_id, TURNED_OFF, _object(switch), now)
        await self.look()
        return switch.id

    async def turn_on(self, switch_id: int, by: By) -> None:
        """Ends it now; once it has ended nothing changes. Raises as turn_off does."""
        now = self._clock()
        async with self._db.transaction() as session:
            switch = await repository.locked(session, switch_id)
            if switch is None:
                raise SwitchRefused("unknown")
            if switch.ended_at is None:
                switch.end(by.officer_id, by.name, now)
                await self._audit(session, by.officer_id, TURNED_ON, _object(switch), now)
        await self.look()

    async def listed(self) -> Sequence[Switch]:
        """The newest first, ended ones too; raises StorageUnavailable."""
        async with self._db.reading() as session:
            return await repository.newest(session, LISTED)

    def bot_is_off(self) -> bool:
        """Whether the assistant answers nobody."""
        return self._is_off(Scope.BOT, "")

    def channel_is_off(self, channel: str) -> bool:
        """Whether it answers nobody on that channel."""
        return self._is_off(Scope.CHANNEL, channel)

    def topic_is_off(self, procedures: Collection[str], track: str | None) -> bool:
        """Whether one of these procedures, its field or the track is off."""
        if track is not None and self._is_off(Scope.TRACK, track):
            return True
        return any(
            self._is_off(Scope.PROCEDURE, code) or self._is_off(Scope.FIELD, self._field_of(code) or "")
            for code in procedures
        )

    def findings(self) -> Sequence[Finding]:
        """What is off now: nobody should forget it."""
        now = self._clock()
        return [Finding(f"{one.scope}_off", {"name": one.name}) for one in self._known if one.is_off(now)]

    def _is_off(self, scope: Scope, name: str) -> bool:
        now = self._clock()
        return any(one.scope == scope and one.name == name and one.is_off(now) for one in self._known)


def _new(order: Order, by: By, now: datetime) -> Switch:
    return Switch(
        scope=order.scope,
        name=order.name,
        reason=order.reason.strip(),
        off_from=order.off_from,
        off_until=order.until,
        made_by=by.officer_id,
        made_by_name=by.name,
        made_at=now,
    )


def _object(switch: Switch) -> str:
    return f"{switch.scope} {switch.name}".strip()
