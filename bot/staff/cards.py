"""Officers as others see them, and what an account may be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.staff.model import Officer
from bot.staff.permissions import Roles

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")
_LEVEL = re.compile(r"L[1-7]")


class StaffRefused(Exception):
    """The change cannot be made; the message names a reason of ``wording.yml``."""


@dataclass(frozen=True)
class OfficerCard:
    """An officer as others see them."""

    id: int
    login: str
    name: str
    unit: str
    level: str
    roles: tuple[str, ...]
    active: bool


@dataclass(frozen=True)
class Place:
    """Where an officer stands, and what they may do."""

    unit: str
    level: str
    roles: Sequence[str]


def card_of(officer: Officer) -> OfficerCard:
    """What others may know of an account."""
    return OfficerCard(
        id=officer.id,
        login=officer.login,
        name=officer.name,
        unit=officer.unit,
        level=officer.level,
        roles=tuple(officer.roles),
        active=officer.active,
    )


def tidy_login(login: str) -> str:
    """A login as it is kept and compared."""
    return tidy(login).casefold()


def tidy(text: str) -> str:
    """One line of what can be read; databases refuse some of what cannot."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def check_person(login: str, name: str) -> None:
    """Raises StaffRefused for a login or a name that cannot be."""
    if not _LOGIN.fullmatch(login):
        raise StaffRefused("bad_login")
    if not name:
        raise StaffRefused("name_missing")


def check_place(place: Place, roles: Roles) -> None:
    """Raises StaffRefused for a rung or a role that there is not."""
    if not _LEVEL.fullmatch(place.level):
        raise StaffRefused("bad_level")
    if not set(place.roles) <= set(roles.by_name):
        raise StaffRefused("unknown_role")
