"""``/staff/officers``: accounts, roles and passwords, for administrators."""

from http import HTTPStatus
from typing import Any

from aiohttp import web
from multidict import MultiDictProxy

from bot.staff.cards import OfficerCard, Place, StaffRefused
from bot.staff.guard import StaffRoute, staff_routes
from bot.staff.pages import done, staff_page
from bot.staff.parts import STAFF
from bot.staff.passwords import new_password
from bot.staff.permissions import Permission
from bot.staff.signed_in import OFFICER
from bot.web.forms import posted_form

PATH = "/staff/officers"
LEVELS = tuple(f"L{number}" for number in range(1, 8))


async def show_officers(request: web.Request) -> web.StreamResponse:
    """``GET``: everybody, and a form for a new officer."""
    return await _page(request)


async def add_officer(request: web.Request) -> web.StreamResponse:
    """``POST``: a new officer; the password is shown this once."""
    parts, posted = request.app[STAFF], await posted_form(request)
    password = new_password()
    try:
        card = await parts.directory.add(
            str(posted.get("login", "")),
            str(posted.get("name", "")),
            _place(posted),
            password,
            parts.clock(),
            temporary=True,
            by=request[OFFICER].id,
        )
    except StaffRefused as refused:
        return await _page(request, refused=str(refused), written=posted)
    return await _page(request, made=(card, password))


async def change_officer(request: web.Request) -> web.StreamResponse:
    """``POST …/{id}``: unit, rung and roles."""
    parts = request.app[STAFF]
    place = _place(await posted_form(request))
    try:
        await parts.directory.place(_id(request), place, parts.clock(), request[OFFICER].id)
    except StaffRefused as refused:
        return await _page(request, refused=str(refused))
    raise done(PATH, "changed")


async def switch_officer(request: web.Request) -> web.StreamResponse:
    """``POST …/{id}/active``: disables an account, or opens it again with ``active=1``."""
    parts = request.app[STAFF]
    active = bool((await posted_form(request)).get("active"))
    try:
        await parts.directory.set_active(_id(request), active, parts.clock(), request[OFFICER].id)
    except StaffRefused as refused:
        return await _page(request, refused=str(refused))
    raise done(PATH, "enabled" if active else "disabled")


async def reset_password(request: web.Request) -> web.StreamResponse:
    """``POST …/{id}/password``: a new password, shown this once."""
    parts = request.app[STAFF]
    try:
        password = await parts.directory.set_password(_id(request), None, parts.clock(), request[OFFICER].id)
    except StaffRefused as refused:
        return await _page(request, refused=str(refused))
    card = await parts.directory.find(_id(request))
    return await _page(request, made=(card, password) if card else None)


def _place(posted: MultiDictProxy[Any]) -> Place:
    roles = [str(role) for role in posted.getall("role", [])]
    return Place(str(posted.get("unit", "")), str(posted.get("level", "")), roles)


def _id(request: web.Request) -> int:
    return int(request.match_info["id"])


async def _page(
    request: web.Request,
    *,
    refused: str = "",
    made: tuple[OfficerCard, str] | None = None,
    written: MultiDictProxy[Any] | None = None,
) -> web.Response:
    parts = request.app[STAFF]
    context = {
        "officers": await parts.directory.everybody(),
        "roles": parts.roles.by_name,
        "levels": LEVELS,
        "refused": parts.wording.refused[refused] if refused else "",
        "made": made,
        "written": written or {},
        "written_roles": written.getall("role", []) if written else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return staff_page(request, "staff/officers.html", context, status)


routes = staff_routes(
    StaffRoute("GET", PATH, Permission.MANAGE_STAFF, show_officers),
    StaffRoute("POST", PATH, Permission.MANAGE_STAFF, add_officer),
    StaffRoute("POST", PATH + r"/{id:\d{1,18}}", Permission.MANAGE_STAFF, change_officer),
    StaffRoute("POST", PATH + r"/{id:\d{1,18}}/active", Permission.MANAGE_STAFF, switch_officer),
    StaffRoute("POST", PATH + r"/{id:\d{1,18}}/password", Permission.MANAGE_STAFF, reset_password),
)
