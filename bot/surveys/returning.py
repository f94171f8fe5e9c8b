"""Who comes back to a form: the browser that answered it is known by a cookie, everybody else is a stranger.

Without it an officer who prints or enters a form could look up, by its address, what was answered later.
"""

import hashlib
import hmac

from aiohttp import web

COOKIE = "khao_sat"
KEPT_SECONDS = 60 * 24 * 3600


class Returning:
    """Marks browsers; nothing of it is stored here."""

    def __init__(self, secret: str) -> None:
        """``secret`` is the server's own."""
        self._key = secret.encode()

    def is_known(self, request: web.Request, token: str) -> bool:
        """Whether this browser has answered that form before."""
        return hmac.compare_digest(request.cookies.get(COOKIE, "").encode(), self._mark(token).encode())

    def remember(self, response: web.Response, token: str, *, secure: bool) -> None:
        """From now on it is known, on the form's own pages alone."""
        response.set_cookie(
            COOKIE,
            self._mark(token),
            path=f"/khao-sat/{token}",
            max_age=KEPT_SECONDS,
            httponly=True,
            secure=secure,
            samesite="Lax",
        )

    def _mark(self, token: str) -> str:
        return hmac.new(self._key, f"returning {token}".encode(), hashlib.sha256).hexdigest()
