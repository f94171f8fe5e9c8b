"""Reads what a form sent."""

import zlib
from typing import TypeAlias

from aiohttp import web
from multidict import MultiDictProxy

Form: TypeAlias = MultiDictProxy[str | bytes | bytearray | web.FileField]

# What aiohttp raises over a body that is no form: no boundary, other bytes than UTF-8, an unknown charset.
_UNREADABLE = (ValueError, LookupError, AssertionError, web.RequestPayloadError, zlib.error)


async def posted_form(request: web.Request) -> Form:
    """The fields of the body; HTTPBadRequest if it is no form, HTTPRequestEntityTooLarge beyond the limit."""
    try:
        return await request.post()
    except _UNREADABLE as error:
        raise web.HTTPBadRequest(text="the body is no form that can be read") from error
