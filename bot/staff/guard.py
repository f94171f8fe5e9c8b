"""Every page of the console behind a permission: no route under ``/staff`` is served without naming one."""

import hmac
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from aiohttp import hdrs, web

from bot.staff.cookies import token_of
from bot.staff.kept_form import LONGEST
from bot.staff.origin import is_our_own
from bot.staff.parts import STAFF
from bot.staff.permissions import Permission
from bot.staff.signed_in import OFFICER, SignedIn
from bot.staff.turned_away import ask_again, ask_to_sign_in, is_stream, refuse
from bot.storage.errors import StorageUnavailable
from bot.web.forms import posted_form

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CSRF_FIELD, CSRF_HEADER = "csrf", "X-CSRF-Token"
# A page that refreshes itself says so: a screen that nobody looks at must not keep its session alive.
LIVE_HEADER = "X-Live"
# Pages for somebody who is not signed in carry this instead of a permission.
PUBLIC = "public"
ACCOUNT = "/staff/account"
_READS = frozenset({hdrs.METH_GET, hdrs.METH_HEAD})
_MARK = "staff_permission"


@dataclass(frozen=True)
class StaffRoute:
    """One page or button; ``max_bytes`` is how much may be posted to it, files included."""

    method: str
    path: str
    permission: Permission
    handler: Handler
    max_bytes: int = LONGEST


def staff_routes(*routes: StaffRoute) -> Sequence[web.RouteDef]:
    """The routes, each behind its permission; ValueError for a path outside ``/staff``."""
    for route in routes:
        if not route.path.startswith("/staff"):
            raise ValueError(f"{route.path} is no page of the console")
    return [
        web.route(one.method, one.path, guarded(one.permission, max_bytes=one.max_bytes)(one.handler))
        for one in routes
    ]


def public(handler: Handler) -> Handler:
    """Marks a handler that serves those who are not signed in."""
    setattr(handler, _MARK, PUBLIC)
    return handler


def guarded(permission: Permission, *, max_bytes: int = LONGEST) -> Callable[[Handler], Handler]:
    """The handler runs for officers who hold the permission now; it finds them as ``request[OFFICER]``.

    A form that cannot be taken is not lost: after signing in, or on a page that explains, it is sent again.
    """

    def around(handler: Handler) -> Handler:
        async def guarding(request: web.Request) -> web.StreamResponse:
            if request.method not in _READS:
                request = request.clone(client_max_size=max_bytes)
            try:
                officer = await _known(request)
                turned_away = await _turned_away(request, officer, permission)
                return await handler(request) if turned_away is None else turned_away
            except StorageUnavailable:
                if request.method in _READS:
                    raise
                return await ask_again(request, "not_stored")

        setattr(guarding, _MARK, permission)
        return guarding

    return around


async def _known(request: web.Request) -> SignedIn | None:
    parts = request.app[STAFF]
    by_itself = LIVE_HEADER in request.headers or is_stream(request)
    officer = await parts.door.who(token_of(request), parts.clock(), is_use=not by_itself)
    if officer is not None:
        request[OFFICER] = officer
    return officer


async def _turned_away(
    request: web.Request, officer: SignedIn | None, permission: Permission
) -> web.StreamResponse | None:
    writes = request.method not in _READS
    if writes and not is_our_own(request, request.app[STAFF].public_url):
        return refuse(request, "foreign_form")
    if officer is None:
        return await ask_to_sign_in(request)
    if writes and not await _has_token(request, officer):
        return await ask_again(request, "old_page")
    if permission not in officer.permissions:
        return await ask_again(request, "not_allowed") if writes else refuse(request, "not_allowed")
    if officer.must_change_password and permission is not Permission.OWN_ACCOUNT:
        if not writes:
            raise web.HTTPSeeOther(ACCOUNT)
        return await ask_again(request, "change_password")
    return None


async def _has_token(request: web.Request, officer: SignedIn) -> bool:
    token = request.headers.get(CSRF_HEADER)
    if token is None:
        token = str((await posted_form(request)).get(CSRF_FIELD, ""))
    return hmac.compare_digest(token.encode(), officer.csrf.encode())


async def still_holds(request: web.Request, permission: Permission) -> bool:
    """For streams that stay open: whether their officer is still signed in and holds the permission."""
    parts = request.app[STAFF]
    officer = await parts.door.who(token_of(request), parts.clock(), is_use=False)
    return officer is not None and officer.may(permission)


def permission_of(route: web.AbstractRoute) -> str | None:
    """The permission that a route names, or ``public``; None: it names none."""
    return getattr(route.handler, _MARK, None)


async def refuse_unguarded(app: web.Application) -> None:
    """To run at the start: RuntimeError if a route under ``/staff`` names no permission."""
    unguarded = [
        f"{route.method} {route.resource.canonical}"
        for route in app.router.routes()
        if route.resource and route.resource.canonical.startswith("/staff") and not permission_of(route)
    ]
    if unguarded:
        raise RuntimeError(f"these pages of the console name no permission: {', '.join(unguarded)}")
