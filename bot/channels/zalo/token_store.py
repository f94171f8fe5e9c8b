"""Zalo's tokens as they are kept: encrypted, the pair before beside them, and renewed by one at a time."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec
from cryptography.fernet import Fernet, InvalidToken

from bot.channels.zalo.config import ZaloConfig
from bot.channels.zalo.model import ZaloTokens
from bot.channels.zalo.oauth import Grant, Pair
from bot.channels.zalo.repository import find_tokens, lock_or_add_tokens, lock_tokens
from bot.clock import Clock
from bot.storage.database import Database


@dataclass(frozen=True)
class Kept:
    """The kept pair and how it stands now; without a pair there is nothing to renew."""

    pair: Pair | None = None
    is_alive: bool = False
    is_due: bool = True
    renewed_at: datetime | None = None
    expires_at: datetime | None = None
    refused_at: datetime | None = None


class TokenStore:
    """One row for the application; every method raises StorageUnavailable."""

    def __init__(self, config: ZaloConfig, db: Database, clock: Clock) -> None:
        """The refresh token of the configuration counts when it is new."""
        self._app_id = config.app_id
        self._given = config.refresh_token
        self._seed = hashlib.sha256(config.refresh_token.encode()).hexdigest()
        self._fernet = Fernet(config.token_key)
        self._db = db
        self._clock = clock

    async def look(self) -> Kept:
        """How things stand, after taking over a refresh token that somebody has newly set."""
        async with self._db.reading() as session:
            row = await find_tokens(session, self._app_id)
        if self._given and (row is None or row.seed_sha256 != self._seed):
            row = await self._take_over()
        return self._kept(row)

    async def lease(self, holder: str, rejected: str) -> Pair | None:
        """The pair for its one renewer; None if it was renewed meanwhile or somebody else is at it.

        ``rejected`` is an access token that Zalo does not take, however young.
        """
        now = self._clock()
        async with self._db.transaction() as session:
            row = await lock_tokens(session, self._app_id)
            pair = self._pair(row) if row is not None else None
            if row is None or pair is None or not (row.is_due(now) or pair.access == rejected):
                return None
            return pair if row.take_lease(holder, now) else None

    async def keep(self, grant: Grant, holder: str = "") -> None:
        """The new pair is the one from now on."""
        sealed = self._sealed(grant.pair)
        async with self._db.transaction() as session:
            row = await lock_or_add_tokens(session, self._app_id, pair=sealed, seed_sha256=self._seed)
            row.renew(sealed, self._clock(), grant.life)
            # What stands in the environment is older than what just came.
            row.seed_sha256 = self._seed
            row.end_lease(holder)

    async def give_back(self, holder: str, *, refused: bool) -> None:
        """The renewal failed; the old pair stays."""
        async with self._db.transaction() as session:
            row = await lock_tokens(session, self._app_id)
            if row is not None:
                row.end_lease(holder)
                if refused:
                    row.refuse(self._clock())

    async def _take_over(self) -> ZaloTokens:
        sealed = self._sealed(Pair("", self._given))
        async with self._db.transaction() as session:
            row = await lock_or_add_tokens(session, self._app_id, pair=sealed, seed_sha256=self._seed)
            if row.seed_sha256 != self._seed:
                row.seed(sealed, self._seed)
            return row

    def _kept(self, row: ZaloTokens | None) -> Kept:
        pair = self._pair(row) if row is not None else None
        if row is None or pair is None:
            return Kept()
        now = self._clock()
        times = (row.renewed_at, row.expires_at, row.refused_at)
        return Kept(pair, row.is_alive(now), row.is_due(now), *times)

    def _sealed(self, pair: Pair) -> str:
        return self._fernet.encrypt(msgspec.json.encode([pair.access, pair.refresh])).decode()

    def _pair(self, row: ZaloTokens) -> Pair | None:
        """None where it was encrypted with another key."""
        try:
            access, refresh = msgspec.json.decode(self._fernet.decrypt(row.pair), type=tuple[str, str])
        except InvalidToken:
            return None
        return Pair(access, refresh)
