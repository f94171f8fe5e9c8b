"""What holds for every answer: security headers, and errors in the form that the caller reads."""

import logging
from http import HTTPStatus

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from bot.conversation.log import log_failure
from bot.web.access_log import route_of
from bot.web.errors import error_json
from bot.web.keys import PUBLIC_URL
from bot.web.rendering import render

logger = logging.getLogger("chidan.web")

# Scripts and styles come from our own files alone: text that slips into a page can then never run.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    hdrs.CONTENT_SECURITY_POLICY: CONTENT_SECURITY_POLICY,
    hdrs.X_CONTENT_TYPE_OPTIONS: "nosniff",
    hdrs.X_FRAME_OPTIONS: "DENY",
    # The address of the event stream holds a token; it must reach no other site.
    hdrs.REFERRER_POLICY: "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=()",
}
# Only where citizens come over https: a browser that was told so refuses plain HTTP for a year.
HSTS = "Strict-Transport-Security"
# Callers under these paths are programs; everybody else gets a page.
PROGRAM_PATHS = ("/api/", "/webhooks/", "/rasa/", "/health/", "/metrics")

_STARTED: web.RequestKey[web.StreamResponse] = web.RequestKey("started", web.StreamResponse)


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Signal handler: sets the headers on every answer, streams included."""
    request[_STARTED] = response
    for name, value in SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    if request.app[PUBLIC_URL].startswith("https://"):
        response.headers.setdefault(HSTS, "max-age=31536000")


@web.middleware
async def friendly_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turns every failure into JSON for programs and a plain page for people; no trace ever leaves."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.status < HTTPStatus.BAD_REQUEST or error.content_type == "application/json":
            raise
        return _error_answer(request, error)
    except Exception as error:
        if not isinstance(error, ConnectionResetError):  # the citizen went away: no failure of ours
            log_failure(logger, f"{request.method} {route_of(request)}", error)
        # Once a stream has begun no second answer fits on the wire; ending it makes the page reconnect.
        started = request.get(_STARTED)
        return _error_answer(request, web.HTTPInternalServerError()) if started is None else started


def _error_answer(request: web.Request, error: web.HTTPException) -> web.Response:
    kept = {
        str(name): error.headers[name] for name in (hdrs.ALLOW, hdrs.RETRY_AFTER) if name in error.headers
    }
    if request.path.startswith(PROGRAM_PATHS):
        return error_json(error.status, headers=kept)
    return render(request, "error.html", {"status": error.status}, status=error.status, headers=kept)
