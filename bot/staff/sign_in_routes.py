"""``/staff/sign-in`` and ``/staff/sign-out``, and where ``/staff`` leads."""

from http import HTTPStatus

from aiohttp import web

from bot.staff.cookies import caller_of, give, take_back, token_of
from bot.staff.entry import Entered, Turned
from bot.staff.guard import StaffRoute, public, staff_routes
from bot.staff.kept_form import LONGEST, KeptForm, leads_inside, unpacked
from bot.staff.origin import is_our_own
from bot.staff.pages import done, first_page
from bot.staff.parts import STAFF
from bot.staff.permissions import Permission
from bot.staff.signed_in import OFFICER
from bot.staff.turned_away import SIGN_IN, SIGN_OUT, refuse, resume_page, sign_in_page
from bot.web.forms import posted_form

_STATUSES = {
    Turned.WRONG: HTTPStatus.UNAUTHORIZED,
    Turned.LOCKED: HTTPStatus.TOO_MANY_REQUESTS,
    Turned.CROWDED: HTTPStatus.TOO_MANY_REQUESTS,
}


@public
async def show_sign_in(request: web.Request) -> web.StreamResponse:
    """``GET``: asks for login and password; ``?next=/staff/…`` is where it leads afterwards."""
    path = request.query.get("next", "")
    return sign_in_page(request, KeptForm(path if leads_inside(path) else "/staff"))


@public
async def sign_in(request: web.Request) -> web.StreamResponse:
    """``POST``: a new session; whatever the browser was signed in with before ends."""
    # A form that is carried along is longer than what the application takes elsewhere.
    request = request.clone(client_max_size=2 * LONGEST)
    parts, now = request.app[STAFF], request.app[STAFF].clock()
    if not is_our_own(request, parts.public_url):
        return refuse(request, "foreign_form")
    posted = await posted_form(request)
    login, password = str(posted.get("login", "")), str(posted.get("password", ""))
    kept = unpacked(str(posted.get("kept", ""))) or KeptForm("/staff")
    entered = await parts.door.sign_in(login, password, caller_of(request), now)
    if isinstance(entered, Turned):
        return sign_in_page(request, kept, entered, login[:40], _STATUSES[entered])
    return await _let_in(request, entered, kept)


async def _let_in(request: web.Request, entered: Entered, kept: KeptForm) -> web.StreamResponse:
    parts, now = request.app[STAFF], request.app[STAFF].clock()
    before = await parts.door.who(token_of(request), now)
    if before is not None:
        await parts.door.sign_out(before, now)
    officer = await parts.door.who(entered.token, now)
    response: web.StreamResponse = web.Response(status=HTTPStatus.SEE_OTHER, headers={"Location": kept.path})
    if kept.posted and officer is not None:
        request[OFFICER] = officer
        response = resume_page(request, kept, "signed_in_again")
    give(response, entered, parts.public_url)
    return response


async def sign_out(request: web.Request) -> web.StreamResponse:
    """``POST``: this browser, or with ``everywhere=1`` every one, is signed out."""
    parts = request.app[STAFF]
    everywhere = bool((await posted_form(request)).get("everywhere"))
    await parts.door.sign_out(request[OFFICER], parts.clock(), everywhere=everywhere)
    leave = done(SIGN_IN, "signed_out_everywhere" if everywhere else "signed_out")
    take_back(leave)
    raise leave


async def show_first_page(request: web.Request) -> web.StreamResponse:
    """``GET /staff``: on to the first page that the officer may see."""
    raise web.HTTPSeeOther(first_page(request, request[OFFICER]))


routes = (
    web.route("GET", SIGN_IN, show_sign_in),
    web.route("POST", SIGN_IN, sign_in),
    *staff_routes(
        StaffRoute("GET", "/staff", Permission.OWN_ACCOUNT, show_first_page),
        StaffRoute("POST", SIGN_OUT, Permission.OWN_ACCOUNT, sign_out),
    ),
)
