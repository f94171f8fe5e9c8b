"""What somebody sees whose request is not taken as it is: nothing that they wrote is lost."""

from http import HTTPStatus
from urllib.parse import quote

from aiohttp import hdrs, web

from bot.staff.kept_form import KeptForm, keep
from bot.staff.pages import done, staff_page

SIGN_IN, SIGN_OUT = "/staff/sign-in", "/staff/sign-out"
# Scripts answer this status by sending the form once more without themselves: then a whole page can answer.
SEND_WHOLE = HTTPStatus.UNAUTHORIZED
_STATUSES = {"not_stored": HTTPStatus.SERVICE_UNAVAILABLE}


async def ask_to_sign_in(request: web.Request) -> web.StreamResponse:
    """The sign-in page; a form that was posted is carried along."""
    if _is_partial(request):
        return web.Response(status=SEND_WHOLE)
    if request.method in (hdrs.METH_GET, hdrs.METH_HEAD):
        raise web.HTTPSeeOther(f"{SIGN_IN}?next={quote(request.path_qs, safe='')}")
    if request.path == SIGN_OUT:
        raise done(SIGN_IN, "signed_out")
    return sign_in_page(request, await keep(request), status=HTTPStatus.UNAUTHORIZED)


def sign_in_page(
    request: web.Request, kept: KeptForm, turned: str = "", login: str = "", status: int = HTTPStatus.OK
) -> web.Response:
    """Asks for login and password; says why they were not taken."""
    return staff_page(
        request, "staff/sign_in.html", {"kept": kept, "turned": turned, "login": login}, status=status
    )


async def ask_again(request: web.Request, reason: str) -> web.StreamResponse:
    """The form is not taken for that reason: it is shown, and can be sent again where that may help."""
    if _is_partial(request):
        return web.Response(status=SEND_WHOLE)
    status = _STATUSES.get(reason, HTTPStatus.FORBIDDEN)
    return resume_page(request, await keep(request), reason, status)


def resume_page(
    request: web.Request, kept: KeptForm, reason: str, status: int = HTTPStatus.OK
) -> web.Response:
    """Shows a form that was kept."""
    return staff_page(request, "staff/resume.html", {"kept": kept, "reason": reason}, status=status)


def refuse(request: web.Request, reason: str) -> web.Response:
    """Says why there is nothing to see."""
    kept = KeptForm(path="/staff")
    return resume_page(request, kept, reason, HTTPStatus.FORBIDDEN)


def is_stream(request: web.Request) -> bool:
    """Whether a script listens to events."""
    return "text/event-stream" in request.headers.get(hdrs.ACCEPT, "")


def _is_partial(request: web.Request) -> bool:
    """Whether a script asks for a piece of a page, which a whole page must not take the place of."""
    return is_stream(request) or "HX-Request" in request.headers
