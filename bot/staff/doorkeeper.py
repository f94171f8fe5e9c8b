"""Lets officers in, knows them again, and shuts the door: every use case of a session."""

import asyncio
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from bot.staff import repository
from bot.staff.audit import audit
from bot.staff.cards import tidy_login
from bot.staff.model import Officer, WrongPassword
from bot.staff.passwords import Passwords
from bot.staff.permissions import Roles
from bot.staff.sessions import TOUCHED_EVERY, is_open, new_session, signed_in, token_hash
from bot.staff.signed_in import SignedIn
from bot.storage.database import Database

# So many wrong passwords within the window, and nobody gets in under that login until the first is older.
WRONG, WINDOW = 5, timedelta(minutes=15)


class Turned(StrEnum):
    """Why somebody did not get in."""

    WRONG = "wrong"
    LOCKED = "locked"


class Doorkeeper:
    """Sessions and the lock-out; every method raises StorageUnavailable."""

    def __init__(self, db: Database, secret: str, passwords: Passwords, roles: Roles) -> None:
        """``secret`` keys the hashes of logins and addresses."""
        self._db = db
        self._secret = secret.encode()
        self._passwords = passwords
        self._roles = roles
        # Guesses that come all at once are counted one after the other, else each would see none before it.
        self._counting = asyncio.Lock()

    async def sign_in(self, login: str, password: str, address: str, now: datetime) -> str | Turned:
        """The cookie of a new session; an unknown, a disabled and a wrong one are the same, also in time."""
        login = tidy_login(login)
        officer = await self._knock(login, address, now)
        if isinstance(officer, Turned):
            return officer
        usable = officer.password_hash if officer and officer.active else None
        if not await self._passwords.fits(usable, password) or officer is None:
            return Turned.WRONG
        renewed = await self._passwords.hashed(password) if self._is_outdated(officer) else None
        return await self._enter(officer.id, login, renewed, address, now)

    async def proves(self, officer: SignedIn, password: str, address: str, now: datetime) -> Turned | None:
        """Whether somebody who is signed in knows the password too; counts like a sign-in. None: they do."""
        knocked = await self._knock(officer.login, address, now)
        if isinstance(knocked, Turned):
            return knocked
        if not await self._passwords.fits(knocked.password_hash if knocked else None, password):
            return Turned.WRONG
        async with self._db.transaction() as session:
            await repository.forgive(session, self._keyed(officer.login))
        return None

    async def _knock(self, login: str, address: str, now: datetime) -> Officer | Turned | None:
        """Counts the attempt as a wrong one before it is weighed; a right one is forgiven afterwards."""
        key = self._keyed(login)
        async with self._counting, self._db.transaction() as session:
            officer = await repository.officer_by_login(session, login)
            await repository.forget_wrong(session, now - WINDOW)
            locked = await repository.wrong_since(session, key, now - WINDOW) >= WRONG
            if not locked:
                session.add(WrongPassword(login_hash=key, at=now))
            who = officer.id if officer else None
            await audit(
                session, who, "sign_in_locked" if locked else "sign_in_tried", "", now, self._at(address)
            )
        return Turned.LOCKED if locked else officer

    async def _enter(
        self, officer_id: int, login: str, renewed: str | None, address: str, now: datetime
    ) -> str:
        token = secrets.token_urlsafe(32)
        async with self._db.transaction() as session:
            await repository.forgive(session, self._keyed(login))
            await repository.forget_sessions(session, now)
            session.add(new_session(token, officer_id, now))
            if renewed is not None:
                officer = await session.get_one(Officer, officer_id)
                officer.password_hash = renewed
            await audit(session, officer_id, "signed_in", "", now, self._at(address))
        return token

    async def who(self, token: str, now: datetime) -> SignedIn | None:
        """The officer behind a cookie as they stand now; None: signed out, too long, idle or disabled."""
        if not token:
            return None
        async with self._db.reading() as session:
            found = await repository.session_of(session, token_hash(token))
        if found is None or not is_open(*found, now):
            return None
        if now - found[0].seen_at >= TOUCHED_EVERY:
            async with self._db.transaction() as session:
                await repository.touch(session, found[0].token_hash, now)
        return signed_in(*found, self._roles)

    async def sign_out(self, officer: SignedIn, now: datetime, *, everywhere: bool = False) -> None:
        """The cookie opens nothing any more; nor do those of other browsers, if everywhere."""
        async with self._db.transaction() as session:
            if everywhere:
                await repository.end_sessions(session, officer.id)
            else:
                await repository.end_session(session, officer.session)
            await audit(session, officer.id, "signed_out_everywhere" if everywhere else "signed_out", "", now)

    async def note(self, officer: SignedIn, action: str, object: str, address: str, now: datetime) -> None:
        """One entry of the audit that goes with no other change, such as the view of protected data."""
        async with self._db.transaction() as session:
            await audit(session, officer.id, action, object, now, self._at(address))

    async def browsers(self, officer_id: int, now: datetime) -> int:
        """In how many browsers the officer is signed in."""
        async with self._db.reading() as session:
            return await repository.count_sessions(session, officer_id, now)

    def _keyed(self, value: str) -> str:
        """A keyed hash."""
        return hmac.new(self._secret, value.encode(), hashlib.sha256).hexdigest()

    def _at(self, address: str) -> str:
        return self._keyed(address)[:16]

    def _is_outdated(self, officer: Officer) -> bool:
        return self._passwords.is_outdated(officer.password_hash)
