"""The one-stop system of a province, asked over HTTP."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import partial

import aiohttp

from bot.clock import Clock, utc_now
from bot.dossiers.sources.breaker import FAILURES, Breaker
from bot.dossiers.sources.field_map_reading import read_dossier
from bot.dossiers.sources.http_call import ask, one_stop_http
from bot.dossiers.sources.http_config import HttpSourceConfig
from bot.dossiers.sources.http_flights import Flights
from bot.dossiers.sources.source import Reason, SourceDown
from bot.dossiers.state import DossierState
from bot.findings import Finding

__all__ = ["HttpSource", "HttpSourceConfig", "one_stop_http"]

AT_ONCE = 8
LEAST_SECONDS = 0.1  # with less left a question would be asked in vain

logger = logging.getLogger(__name__)


class HttpSource:
    """A DossierSource; to be made in a running event loop."""

    def __init__(
        self,
        config: HttpSourceConfig,
        http: aiohttp.ClientSession,
        clock: Clock = utc_now,
        breaker: Breaker | None = None,
    ) -> None:
        """Nothing is asked yet; the session stays its owner's (``one_stop_http`` makes one that suits)."""
        self._config = config
        self._http = http
        self._breaker = breaker or Breaker(clock)
        self._flights: Flights[DossierState | None] = Flights()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._unusable = 0
        self._unusable_reason = ""

    async def find(self, code: str) -> DossierState | None:
        """See DossierSource. Those who ask for the same code at the same moment share one request."""
        return await self._flights.join(code, partial(self._find, code))

    def findings(self) -> Sequence[Finding]:
        """What officers should mend while all goes on."""
        found = [Finding("one_stop_unencrypted")] if self._config.is_unencrypted else []
        if outage := self._breaker.outage:
            since = outage.since.astimezone(self._config.field_map.zone)
            moment = f"{since:%d/%m/%Y %H:%M}"
            found.append(Finding("one_stop_away", {"since": moment, "reason": outage.reason}))
        if self._unusable >= FAILURES:
            reason = self._unusable_reason
            found.append(Finding("one_stop_unusable", {"count": self._unusable, "reason": reason}))
        return found

    async def _find(self, code: str) -> DossierState | None:
        deadline = asyncio.get_running_loop().time() + self._config.timeout
        self._breaker.check()
        async with self._slot(deadline):
            with self._breaker.attempt():
                known, answer = await ask(self._http, self._config, code, deadline)
        return self._read(answer, code) if known else None

    @asynccontextmanager
    async def _slot(self, deadline: float) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout_at(deadline - LEAST_SECONDS):
                await self._slots.acquire()
        except TimeoutError:
            raise SourceDown(Reason.BUSY) from None
        try:
            yield
        finally:
            self._slots.release()

    def _read(self, answer: object, code: str) -> DossierState | None:
        """One dossier that cannot be read says nothing against the system: the breaker hears nothing."""
        try:
            state = read_dossier(answer, self._config.field_map)
            if state is not None and state.code != code:
                raise SourceDown(Reason.OTHER_DOSSIER)
        except SourceDown as down:
            self._unusable += 1
            self._unusable_reason = down.reason
            logger.warning("an answer of the one-stop system cannot be used: %s", down.reason)
            raise
        self._unusable = 0
        return state
