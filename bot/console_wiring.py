"""The console put together: pages of the features behind the permissions of those who sign in."""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from aiohttp import web

from bot.console import ConsolePage
from bot.hotline.actors import Actor
from bot.staff.cards import OfficerCard
from bot.staff.directory import Directory
from bot.staff.guard import LIVE_HEADER, StaffRoute, staff_routes
from bot.staff.pages import done, staff_page
from bot.staff.parts import STAFF
from bot.staff.permissions import Permission
from bot.staff.signed_in import OFFICER, SignedIn
from bot.web.callers import caller_address


class StaffFrame:
    """The officers' side of every page; each request here has passed the guard."""

    def __init__(self, directory: Directory) -> None:
        """``directory`` knows everybody."""
        self._directory = directory

    def me(self, request: web.Request) -> SignedIn:
        """Who asks."""
        return request[OFFICER]

    def actor(self, request: web.Request) -> Actor:
        """The same as tickets know them."""
        me = request[OFFICER]
        return Actor(me.id, me.name, me.roles, me.unit)

    def may(self, request: web.Request, permission: str) -> bool:
        """Whether that officer holds the permission at this request."""
        return request[OFFICER].may(permission)

    def page(
        self, request: web.Request, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
    ) -> web.Response:
        """A page in the console's frame."""
        return staff_page(request, template, context, status)

    def done(self, path: str, what: str = "") -> web.HTTPSeeOther:
        """To be raised after a form was taken."""
        return done(path, what)

    async def note(self, request: web.Request, action: str, what: str) -> None:
        """One entry of the audit."""
        parts = request.app[STAFF]
        await parts.audit.note(request[OFFICER], action, what, caller_address(request), parts.clock())

    async def note_look(self, request: web.Request, action: str, what: str) -> None:
        """One entry of the audit for an opening; that the page then renews itself is none."""
        parts = request.app[STAFF]
        note = parts.audit.note_look if LIVE_HEADER in request.headers else parts.audit.note
        await note(request[OFFICER], action, what, caller_address(request), parts.clock())

    async def officers(self) -> Sequence[OfficerCard]:
        """Everybody, those who left too."""
        return await self._directory.everybody()


def behind_permissions(pages: Iterable[ConsolePage]) -> Sequence[web.RouteDef]:
    """The routes; ValueError for a permission that there is not."""
    return staff_routes(
        *(
            StaffRoute(one.method, one.path, Permission(one.permission), one.handler, one.max_bytes)
            for one in pages
        )
    )
