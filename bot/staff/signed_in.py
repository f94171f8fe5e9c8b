"""Who is asking, as the rest of the console knows them."""

from dataclasses import dataclass, field

from aiohttp import web

from bot.staff.permissions import Permission


@dataclass(frozen=True)
class SignedIn:
    """An officer who is signed in, with the roles that they hold at this request."""

    id: int
    login: str
    name: str
    unit: str
    level: str
    roles: frozenset[str]
    permissions: frozenset[Permission]
    must_change_password: bool
    csrf: str = field(repr=False)
    session: str = field(repr=False)

    def may(self, permission: str) -> bool:
        """Whether they hold it now; templates ask by its plain name."""
        return permission in self.permissions


OFFICER: web.RequestKey[SignedIn] = web.RequestKey("officer", SignedIn)
