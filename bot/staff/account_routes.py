"""``/staff/account``: an officer's own account."""

from http import HTTPStatus

from aiohttp import web

from bot.staff.cookies import caller_of
from bot.staff.entry import Turned
from bot.staff.guard import StaffRoute, staff_routes
from bot.staff.pages import done, staff_page
from bot.staff.parts import STAFF
from bot.staff.passwords import WeakPassword
from bot.staff.permissions import Permission
from bot.staff.signed_in import OFFICER
from bot.web.forms import posted_form

PATH = "/staff/account"
_REASONS = {Turned.WRONG: "wrong_password", Turned.LOCKED: "locked"}


async def show_account(request: web.Request) -> web.StreamResponse:
    """``GET``: who they are, what they may do, where they are signed in."""
    return await _page(request, "")


async def change_password(request: web.Request) -> web.StreamResponse:
    """``POST``: a new password for the one that is in use; other browsers are signed out."""
    parts, officer = request.app[STAFF], request[OFFICER]
    posted = await posted_form(request)
    password, new, again = (str(posted.get(name, "")) for name in ("password", "new_password", "again"))
    if new != again:
        return await _page(request, "not_the_same")
    turned = await parts.door.proves(officer, password, caller_of(request), parts.clock())
    if turned is not None:
        return await _page(request, _REASONS[turned])
    try:
        await parts.directory.change_own_password(officer.id, new, parts.clock(), but_session=officer.session)
    except WeakPassword as weak:
        return await _page(request, str(weak))
    raise done(PATH, "password_changed")


async def _page(request: web.Request, reason: str) -> web.Response:
    parts, officer = request.app[STAFF], request[OFFICER]
    context = {
        "reason": parts.wording.refused[reason] if reason else "",
        "roles": [parts.roles.by_name[name] for name in parts.roles.by_name if name in officer.roles],
        "browsers": await parts.door.browsers(officer.id, parts.clock()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if reason else HTTPStatus.OK
    return staff_page(request, "staff/account.html", context, status)


routes = staff_routes(
    StaffRoute("GET", PATH, Permission.OWN_ACCOUNT, show_account),
    StaffRoute("POST", PATH, Permission.OWN_ACCOUNT, change_password),
)
