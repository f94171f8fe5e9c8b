"""Pages of the console: what every one of them shows."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs, web

from bot.staff.parts import STAFF
from bot.staff.signed_in import OFFICER, SignedIn
from bot.staff.wording import Page
from bot.web.rendering import render

_HEADERS = {
    # What officers read stays in no browser's store.
    hdrs.CACHE_CONTROL: "no-store",
    # With "no-referrer" browsers would send "Origin: null" with our own forms.
    hdrs.REFERRER_POLICY: "same-origin",
    "X-Robots-Tag": "noindex",
}


def staff_page(
    request: web.Request, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
) -> web.Response:
    """A page that extends ``staff/base.html``; adds officer, csrf, navigation, path and done."""
    officer = request.get(OFFICER)
    shared = {
        "officer": officer,
        "csrf": officer.csrf if officer else "",
        "navigation": _navigation(request, officer),
        "path": request.path,
        "done": request.query.get("done", ""),
    }
    return render(request, template, {**shared, **context}, status, _HEADERS)


def done(path: str, what: str = "") -> web.HTTPSeeOther:
    """To be raised after a form was taken: the page to go on with, which says by that key what was done."""
    mark = "&" if "?" in path else "?"
    return web.HTTPSeeOther(f"{path}{mark}done={what}" if what else path)


def first_page(request: web.Request, officer: SignedIn) -> str:
    """Where an officer begins: the first page that they may see."""
    return next((page.path for page in _navigation(request, officer)), "/staff/account")


def _navigation(request: web.Request, officer: SignedIn | None) -> Sequence[Page]:
    if officer is None:
        return ()
    there = {resource.canonical for resource in request.app.router.resources()}
    pages = request.app[STAFF].wording.navigation
    return [page for page in pages if page.path in there and officer.may(page.permission)]
