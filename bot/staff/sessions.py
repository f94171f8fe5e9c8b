"""How long a session lasts, and what it tells."""

import hashlib
import secrets
from datetime import datetime, timedelta

from bot.staff.model import Officer, StaffSession
from bot.staff.permissions import Roles
from bot.staff.signed_in import SignedIn

LONGEST_SESSION, IDLE = timedelta(hours=8), timedelta(minutes=60)
# When a session was used last is written no more often than this.
TOUCHED_EVERY = timedelta(minutes=1)


def token_hash(token: str) -> str:
    """What the database keeps of a cookie; it is random, so no key is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_session(token: str, officer_id: int, now: datetime) -> StaffSession:
    """A session that begins now, with a token for its forms."""
    return StaffSession(
        token_hash=token_hash(token),
        officer_id=officer_id,
        csrf=secrets.token_urlsafe(32),
        created_at=now,
        seen_at=now,
        expires_at=now + LONGEST_SESSION,
    )


def is_open(opened: StaffSession, officer: Officer, now: datetime) -> bool:
    """Whether it still lets its officer in."""
    return officer.active and now < opened.expires_at and now - opened.seen_at < IDLE


def signed_in(opened: StaffSession, officer: Officer, roles: Roles) -> SignedIn:
    """The officer as they stand at this request."""
    return SignedIn(
        id=officer.id,
        login=officer.login,
        name=officer.name,
        unit=officer.unit,
        level=officer.level,
        roles=frozenset(officer.roles),
        permissions=roles.permissions(officer.roles),
        must_change_password=officer.password_is_temporary,
        csrf=opened.csrf,
        session=opened.token_hash,
    )
