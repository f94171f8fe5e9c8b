"""Access tokens that are valid: renewed in time, by one process at a time, kept before they are used."""

import asyncio
import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

import aiohttp

from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.oauth import Grant, GrantFailed, GrantRefused, pair_for_code, pair_for_refresh
from bot.channels.zalo.token_standing import age_of, findings_on
from bot.channels.zalo.token_store import Kept, TokenStore
from bot.clock import Clock
from bot.conversation.delivery import TemporaryFailure
from bot.conversation.log import log_failure
from bot.findings import Finding
from bot.pulse import pulse_of
from bot.storage.database import Database
from bot.storage.errors import StorageUnavailable

CHECK_SECONDS = 600.0
# A send waits for a renewal no longer: it has ten seconds for everything.
WAIT_SECONDS = 3.0
LOOK_SECONDS = 0.2
CLOSE_SECONDS = 15.0
STORE_AGAIN_SECONDS = 0.5
# Officers have so long to sign in anew before replies are given up.
HUMAN_PATIENCE = timedelta(hours=4)
# A refresh token that was refused is not tried again at once, nor is a token renewed that is brand-new.
REST = timedelta(minutes=5)

logger = logging.getLogger("chidan.zalo")


class Tokens:
    """Implements single flight twice: one task in this process, one lease among all."""

    def __init__(self, config: ZaloConfig, db: Database, http: aiohttp.ClientSession, clock: Clock) -> None:
        """Whoever takes ``http`` closes it, after ``close``."""
        self._config = config
        self._store = TokenStore(config, db, clock)
        self._http = http
        self._clock = clock
        self._renewal: asyncio.Task[None] | None = None
        self._failed_at: datetime | None = None
        self._kept: Kept | None = None
        self._closed = False

    async def access(self, rejected: str = "") -> str:
        """A valid access token, another one than Zalo has just rejected; raises TemporaryFailure."""
        try:
            kept = await self._look()
            if self._wants_renewal(kept, rejected):
                await self._renewed(kept, rejected)
                kept = await self._look()
        except StorageUnavailable:
            raise TemporaryFailure("storage") from None
        if kept.pair is None or not kept.is_alive or kept.pair.access == rejected:
            raise TemporaryFailure("token", patience=HUMAN_PATIENCE)
        return kept.pair.access

    async def look_after(self) -> None:
        """Renews in time, until cancelled."""
        pulse = pulse_of("zalo-tokens", CHECK_SECONDS)
        while True:
            try:
                kept = await self._look()
                if kept.pair is not None and kept.is_due:
                    await self._renewed(kept)
                pulse.beat()
            except Exception as error:
                log_failure(logger, "renewing tokens", error)
            await asyncio.sleep(CHECK_SECONDS)

    async def log_in(self, code: str, verifier: str) -> None:
        """Keeps the pair that a consent gives; raises GrantRefused, GrantFailed or StorageUnavailable."""
        await self._store.keep(await pair_for_code(self._http, self._config, code, verifier))

    async def age(self) -> str:
        """Since when they are there; ``findings`` tells then what is wrong. Raises StorageUnavailable."""
        return age_of(await self._look(), self._clock())

    async def close(self) -> None:
        """Waits for a renewal that is under way: the pair that it brings would be lost. None begins later."""
        self._closed = True
        if self._renewal is not None:
            await asyncio.wait({self._renewal}, timeout=CLOSE_SECONDS)

    def findings(self) -> Sequence[Finding]:
        """What an officer should mend, as it was when the tokens were last looked at."""
        return findings_on(self._kept, self._clock()) if self._kept is not None else []

    async def _look(self) -> Kept:
        self._kept = kept = await self._store.look()
        return kept

    def _wants_renewal(self, kept: Kept, rejected: str) -> bool:
        if self._closed or kept.pair is None:
            return False
        if self._is_recent(kept.refused_at) or self._is_recent(self._failed_at):
            return False
        is_rejected = bool(rejected) and kept.pair.access == rejected
        return kept.is_due or (is_rejected and not self._is_recent(kept.renewed_at))

    def _is_recent(self, moment: datetime | None) -> bool:
        return moment is not None and self._clock() - moment < REST

    async def _renewed(self, kept: Kept, rejected: str = "") -> None:
        """Returns when the renewal is over, or when it takes too long to wait for."""
        if self._renewal is None or self._renewal.done():
            self._renewal = asyncio.create_task(self._renew(kept, rejected), name="zalo-tokens")
        done, _ = await asyncio.wait({self._renewal}, timeout=WAIT_SECONDS)
        for renewal in done:
            renewal.result()

    async def _renew(self, kept: Kept, rejected: str) -> None:
        """A task of its own: who waits for it may be cancelled, the new pair must be kept all the same."""
        holder = uuid.uuid4().hex
        pair = await self._store.lease(holder, rejected)
        if pair is None:
            await self._wait_for_other(kept)
            return
        try:
            grant = await pair_for_refresh(self._http, self._config, pair.refresh)
        except GrantRefused as refusal:
            logger.error("Zalo does not take our refresh token: %s", refusal)
            await self._store.give_back(holder, refused=True)
        except GrantFailed as failure:
            logger.warning("tokens not renewed: %s", failure)
            self._failed_at = self._clock()
            await self._store.give_back(holder, refused=False)
        else:
            await self._keep(grant, holder)

    async def _keep(self, grant: Grant, holder: str) -> None:
        """Stores the pair however long it takes: the one before is dead."""
        while True:
            try:
                await self._store.keep(grant, holder)
            except StorageUnavailable:
                logger.error("new tokens are not stored yet: the database is unavailable")
                await asyncio.sleep(STORE_AGAIN_SECONDS)
            else:
                return

    async def _wait_for_other(self, before: Kept) -> None:
        """Another process renews, and does not tell when that is done."""
        for _ in range(round(WAIT_SECONDS / LOOK_SECONDS)):
            if (await self._look()).pair != before.pair:
                return
            await asyncio.sleep(LOOK_SECONDS)
