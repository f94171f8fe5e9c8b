"""Lets officers in, knows them again, and shuts the door: every use case of a session."""

import asyncio
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.staff import repository
from bot.staff.audit import audit
from bot.staff.cards import tidy_login
from bot.staff.devices import Devices
from bot.staff.entry import Caller, Entered, Turned
from bot.staff.model import Officer, WrongPassword
from bot.staff.passwords import Passwords
from bot.staff.permissions import Roles
from bot.staff.sessions import TOUCHED_EVERY, is_open, new_session, signed_in, token_hash
from bot.staff.signed_in import SignedIn
from bot.storage.database import Database

# So many wrong passwords within the window, and nobody gets in under that login until the first is older.
WRONG, WINDOW = 5, timedelta(minutes=15)
# The same for all that one network tries, under whatever login: a whole office may stand behind one address.
WRONG_FROM_ONE_NETWORK = 30


@dataclass(frozen=True)
class _Knock:
    """An attempt that was counted as the ``number``-th wrong one before the password was weighed."""

    officer: Officer | None
    counter: str
    number: int
    # The same attempt as one of its network, which has that many by now; None where networks do not count.
    from_network: int | None = None
    network_number: int = 0


class Doorkeeper:
    """Sessions and the lock-out; every method raises StorageUnavailable."""

    def __init__(self, db: Database, devices: Devices, passwords: Passwords, roles: Roles) -> None:
        """``devices`` hashes logins and addresses."""
        self._db = db
        self._devices = devices
        self._passwords = passwords
        self._roles = roles
        # Guesses that come all at once are counted one after the other, else each would see none before it.
        self._counting = asyncio.Lock()

    async def sign_in(self, login: str, password: str, caller: Caller, now: datetime) -> Entered | Turned:
        """A new session; an unknown, a disabled and a wrong one end the same way, and take as long."""
        login = tidy_login(login)
        network = "" if self._devices.knows(login, caller.device) else self._devices.network(caller)
        knock = await self._knock(login, self._devices.counter(login, caller), now, network)
        if isinstance(knock, Turned):
            return knock
        if not await self._passwords.fits(_usable(knock.officer), password) or knock.officer is None:
            return await self._turn_away(knock, caller, now)
        await self._renew(knock.officer, password)
        return await self._enter(knock, caller, now)

    async def proves(self, officer: SignedIn, password: str, caller: Caller, now: datetime) -> Turned | None:
        """Whether somebody who is signed in knows the password too; counted like a sign-in. None: they do."""
        knock = await self._knock(officer.login, self._devices.keyed(f"session {officer.session}"), now)
        if isinstance(knock, Turned):
            return knock
        if not await self._passwords.fits(_usable(knock.officer), password):
            return await self._turn_away(knock, caller, now)
        async with self._db.transaction() as session:
            await repository.forgive(session, knock.counter)
        return None

    async def who(self, token: str, now: datetime, *, is_use: bool = True) -> SignedIn | None:
        """The officer behind a cookie as they stand now; None: signed out, too long, idle or disabled.

        What a page does by itself is no use of the session.
        """
        if not token:
            return None
        async with self._db.reading() as session:
            found = await repository.session_of(session, token_hash(token))
        if found is None or not is_open(*found, now):
            return None
        if is_use and now - found[0].seen_at >= TOUCHED_EVERY:
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

    async def browsers(self, officer_id: int, now: datetime) -> int:
        """In how many browsers the officer is signed in."""
        async with self._db.reading() as session:
            return await repository.count_sessions(session, officer_id, now)

    async def _knock(self, login: str, counter: str, now: datetime, network: str = "") -> _Knock | Turned:
        """Counts the attempt before it is weighed; a right one is forgiven afterwards.

        It counts for its ``network`` too; that is empty for a browser that is known.
        """
        async with self._counting, self._db.transaction() as session:
            officer = await repository.officer_by_login(session, login)
            await repository.forget_wrong(session, now - WINDOW)
            wrong = await repository.wrong_since(session, counter, now - WINDOW)
            from_there = await repository.wrong_since(session, network, now - WINDOW) if network else 0
            if from_there >= WRONG_FROM_ONE_NETWORK:
                return Turned.CROWDED
            if wrong >= WRONG:
                return Turned.LOCKED
            session.add(WrongPassword(counter=counter, at=now))
            of_network = WrongPassword(counter=network, at=now) if network else None
            if of_network is not None:
                session.add(of_network)
                await session.flush()
        return _Knock(officer, counter, wrong + 1, of_network.id if of_network else None, from_there + 1)

    async def _turn_away(self, knock: _Knock, caller: Caller, now: datetime) -> Turned:
        who = knock.officer.id if knock.officer else None
        action = "sign_in_locked" if knock.number == WRONG else "sign_in_failed"
        async with self._db.transaction() as session:
            await audit(session, who, action, "", now, self._devices.address(caller))
            if knock.network_number == WRONG_FROM_ONE_NETWORK:
                await audit(session, None, "sign_in_crowded", "", now, self._devices.address(caller))
        return Turned.WRONG

    async def _enter(self, knock: _Knock, caller: Caller, now: datetime) -> Entered:
        assert knock.officer is not None
        token = secrets.token_urlsafe(32)
        async with self._db.transaction() as session:
            await repository.forgive(session, knock.counter)
            if knock.from_network is not None:
                # That one alone: who knows one password must not be able to go on guessing others.
                await repository.forgive_one(session, knock.from_network)
            await repository.forget_sessions(session, now)
            session.add(new_session(token, knock.officer.id, now))
            await audit(session, knock.officer.id, "signed_in", "", now, self._devices.address(caller))
        return Entered(token, self._devices.mark(knock.officer.login))

    async def _renew(self, officer: Officer, password: str) -> None:
        """A hash of weaker parameters than today's is replaced while the password is at hand."""
        if not self._passwords.is_outdated(officer.password_hash):
            return
        hashed = await self._passwords.hashed(password)
        async with self._db.transaction() as session:
            (await session.get_one(Officer, officer.id)).password_hash = hashed


def _usable(officer: Officer | None) -> str | None:
    return officer.password_hash if officer and officer.active else None
