"""Who calls, as far as an address tells it."""

from ipaddress import ip_address

from aiohttp import web

FORWARDED = "X-Forwarded-For"


def address_of(request: web.Request) -> str | None:
    """The caller's address; through a proxy on this machine the one that it names last.

    None where the proxy names nobody: all callers look alike then, and none may pay for another.
    """
    direct = request.remote or ""
    if not _is_here(direct):
        return direct or None
    named = request.headers.get(FORWARDED, "").rpartition(",")[2].strip()
    return named if _is_address(named) else None


def _is_here(text: str) -> bool:
    return _is_address(text) and ip_address(text).is_loopback


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
