"""``/staff/audit``: who did and saw what."""

from aiohttp import web

from bot.staff.cards import tidy
from bot.staff.guard import StaffRoute, staff_routes
from bot.staff.pages import staff_page
from bot.staff.parts import STAFF
from bot.staff.permissions import Permission
from bot.staff.repository import AuditFilter
from bot.staff.signed_in import OFFICER
from bot.web.callers import caller_address

PATH = "/staff/audit"
LARGEST_ID = 10**18


async def show_audit(request: web.Request) -> web.StreamResponse:
    """``GET``: ``?officer=ID&action=…&object=…&before=ID``; reading it is an entry too."""
    parts, query = request.app[STAFF], request.query
    wanted = AuditFilter(
        officer_id=_number(query.get("officer", "")),
        action=tidy(query.get("action", "")) or None,
        object=tidy(query.get("object", "")) or None,
        before_id=_number(query.get("before", "")),
        with_sealed=request[OFFICER].may(Permission.SEE_SEALED),
    )
    await parts.audit.note(request[OFFICER], "viewed_audit", "", caller_address(request), parts.clock())
    context = {
        "page": await parts.audit.page(wanted),
        "wanted": wanted,
        "officers": await parts.directory.everybody(),
        "wording": parts.wording,
    }
    return staff_page(request, "staff/audit.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and int(text) <= LARGEST_ID else None


routes = staff_routes(StaffRoute("GET", PATH, Permission.SEE_AUDIT, show_audit))
