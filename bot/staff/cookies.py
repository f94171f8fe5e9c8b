"""The cookie that an officer's browser is known by."""

from aiohttp import web

COOKIE, PATH = "chidan_staff", "/staff"


def token_of(request: web.Request) -> str:
    """What the cookie holds; empty without one."""
    return request.cookies.get(COOKIE, "")


def give(response: web.StreamResponse, token: str, public_url: str) -> None:
    """No script reads it, no other site sends it, and it ends with the browser or on the server."""
    response.set_cookie(
        COOKIE,
        token,
        path=PATH,
        httponly=True,
        samesite="Strict",
        secure=public_url.startswith("https://"),
    )


def take_back(response: web.StreamResponse) -> None:
    """The browser forgets it."""
    response.del_cookie(COOKIE, path=PATH)
