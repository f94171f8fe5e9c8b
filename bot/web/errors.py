"""The one form in which the API tells of an error."""

from collections.abc import Mapping
from http import HTTPStatus

from aiohttp import web


def error_json(
    status: int,
    code: str | None = None,
    message: str | None = None,
    field: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """``{"error": {"code", "message", "field"}}``; code and message default to those of the status."""
    known = HTTPStatus(status)
    error = {
        "code": code or known.phrase.lower().replace(" ", "_").replace("-", "_"),
        "message": message or known.description or known.phrase,
        "field": field,
    }
    return web.json_response({"error": error}, status=status, headers=headers)
