"""The cookies that an officer's browser is known by."""

from datetime import timedelta

from aiohttp import web

from bot.staff.entry import Caller, Entered
from bot.web.callers import caller_address

COOKIE, PATH = "chidan_staff", "/staff"
DEVICE_COOKIE, DEVICE_KEPT = "chidan_staff_device", timedelta(days=180)


def token_of(request: web.Request) -> str:
    """What the cookie holds; empty without one."""
    return request.cookies.get(COOKIE, "")


def caller_of(request: web.Request) -> Caller:
    """Who sends the request."""
    return Caller(caller_address(request), request.cookies.get(DEVICE_COOKIE, ""))


def give(response: web.StreamResponse, entered: Entered, public_url: str) -> None:
    """No script reads them and no other site sends them; the session's ends with the browser."""
    _set(response, COOKIE, entered.token, public_url)
    _set(response, DEVICE_COOKIE, entered.device, public_url, int(DEVICE_KEPT.total_seconds()))


def _set(
    response: web.StreamResponse, name: str, value: str, public_url: str, max_age: int | None = None
) -> None:
    secure = public_url.startswith("https://")
    response.set_cookie(
        name, value, path=PATH, max_age=max_age, httponly=True, samesite="Strict", secure=secure
    )


def take_back(response: web.StreamResponse) -> None:
    """The browser forgets it."""
    response.del_cookie(COOKIE, path=PATH)
