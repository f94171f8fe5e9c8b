"""The one form in which the API tells of an error."""

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web


def error_json(
    status: int, message: str | None = None, headers: Mapping[str, str] | None = None
) -> web.Response:
    """``{"error": "not_found", "message": "…"}``: a word for programs and a sentence for programmers."""
    known = HTTPStatus(status)
    word = known.phrase.lower().replace(" ", "_").replace("-", "_")
    body = {"error": word, "message": message or known.description or known.phrase}
    return web.json_response(body, status=status, headers=headers)
