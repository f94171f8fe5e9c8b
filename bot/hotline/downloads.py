"""Attachments on their way to an officer: never shown by the browser, whatever they hold."""

from aiohttp import hdrs, web
from multidict import CIMultiDict

from bot.file_kinds import CONTENT_TYPES


def as_download(body: bytes, kind: str, name: str) -> web.Response:
    """The content under that plain name, with the type that it has shown itself to be.

    The page's own headers add ``nosniff``.
    """
    headers: CIMultiDict[str] = CIMultiDict()
    headers[hdrs.CONTENT_TYPE] = CONTENT_TYPES[kind]
    headers[hdrs.CONTENT_DISPOSITION] = f'attachment; filename="{name}.{kind}"'
    headers[hdrs.CONTENT_SECURITY_POLICY] = "default-src 'none'; sandbox"
    headers[hdrs.CACHE_CONTROL] = "no-store"
    return web.Response(body=body, headers=headers)
