"""Who the officers are: every use case of an account."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.staff import repository
from bot.staff.audit import audit
from bot.staff.cards import (
    OfficerCard,
    Place,
    StaffRefused,
    card_of,
    check_person,
    check_place,
    tidy,
    tidy_login,
)
from bot.staff.model import Officer
from bot.staff.passwords import Passwords, check_strength, new_password
from bot.staff.permissions import Roles
from bot.storage.database import Database


class Directory:
    """Accounts of officers; every method raises StorageUnavailable.

    ``by`` is the officer who makes the change; None: the command line.
    """

    def __init__(self, db: Database, passwords: Passwords, roles: Roles) -> None:
        """Reads and writes that database."""
        self._db = db
        self._passwords = passwords
        self._roles = roles

    async def everybody(self) -> Sequence[OfficerCard]:
        """All officers, the active first."""
        async with self._db.reading() as session:
            return [card_of(officer) for officer in await repository.all_officers(session)]

    async def officers_at(self, level: str, unit: str | None = None) -> Sequence[OfficerCard]:
        """The active officers on a rung of the ladder, such as ``L2``; of one unit where it is named."""
        async with self._db.reading() as session:
            return [card_of(officer) for officer in await repository.active_at(session, level, unit)]

    async def find(self, officer_id: int) -> OfficerCard | None:
        """One officer, disabled or not."""
        async with self._db.reading() as session:
            officer = await session.get(Officer, officer_id)
        return card_of(officer) if officer else None

    async def find_login(self, login: str) -> OfficerCard | None:
        """The same by login."""
        async with self._db.reading() as session:
            officer = await repository.officer_by_login(session, tidy_login(login))
        return card_of(officer) if officer else None

    async def add(
        self,
        login: str,
        name: str,
        place: Place,
        password: str,
        now: datetime,
        *,
        temporary: bool = False,
        by: int | None = None,
    ) -> OfficerCard:
        """A new officer; raises StaffRefused or WeakPassword.

        A ``temporary`` password has been seen by somebody else and must be changed at the first sign-in.
        """
        login, name = tidy_login(login), tidy(name)
        check_person(login, name)
        check_place(place, self._roles)
        check_strength(password, login)
        officer = Officer(login=login, name=name, created_at=now, active=True)
        officer.set_password(await self._passwords.hashed(password), temporary=temporary)
        officer.place(tidy(place.unit), place.level, list(place.roles))
        try:
            async with self._db.transaction() as session:
                session.add(officer)
                await session.flush()
                await audit(session, by, "officer_added", _named(officer.id), now)
        except IntegrityError as error:
            raise StaffRefused("login_taken") from error
        return card_of(officer)

    async def place(self, officer_id: int, place: Place, now: datetime, by: int | None = None) -> None:
        """Unit, rung and roles hold from the officer's next request on; raises StaffRefused."""
        check_place(place, self._roles)
        async with self._db.transaction() as session:
            officer = await _officer(session, officer_id, by)
            officer.place(tidy(place.unit), place.level, list(place.roles))
            await audit(session, by, "officer_changed", _named(officer_id), now)

    async def set_active(self, officer_id: int, active: bool, now: datetime, by: int | None = None) -> None:
        """The disabled are signed out at once, and stay in the history; raises StaffRefused."""
        action = "officer_enabled" if active else "officer_disabled"
        async with self._db.transaction() as session:
            officer = await _officer(session, officer_id, by)
            officer.active = active
            await repository.end_sessions(session, officer_id)
            await audit(session, by, action, _named(officer_id), now)

    async def set_password(
        self, officer_id: int, password: str | None, now: datetime, by: int | None = None
    ) -> str:
        """The password, made here where none is given; to be changed at the next sign-in.

        Signs the officer out everywhere. Raises StaffRefused or WeakPassword.
        """
        password = password or new_password()
        hashed = await self._passwords.hashed(password)
        async with self._db.transaction() as session:
            officer = await _officer(session, officer_id, by)
            check_strength(password, officer.login)
            officer.set_password(hashed, temporary=True)
            await repository.end_sessions(session, officer_id)
            await audit(session, by, "password_reset", _named(officer_id), now)
        return password

    async def change_own_password(
        self, officer_id: int, password: str, now: datetime, *, but_session: str = ""
    ) -> None:
        """The officer's own choice; their other browsers are signed out. Raises WeakPassword."""
        hashed = await self._passwords.hashed(password)
        async with self._db.transaction() as session:
            officer = await session.get_one(Officer, officer_id)
            check_strength(password, officer.login)
            officer.set_password(hashed, temporary=False)
            await repository.end_sessions(session, officer_id, but_session)
            await audit(session, officer_id, "password_changed", "", now)


async def _officer(session: AsyncSession, officer_id: int, by: int | None) -> Officer:
    """The account that somebody else may change."""
    if officer_id == by:
        raise StaffRefused("own_account")
    officer = await session.get(Officer, officer_id)
    if officer is None:
        raise StaffRefused("unknown_officer")
    return officer


def _named(officer_id: int) -> str:
    return f"officer {officer_id}"
