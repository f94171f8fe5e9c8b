"""``/static/…``: the assets over HTTP."""

from aiohttp import hdrs, web
from multidict import CIMultiDict

from bot.web.assets import Asset
from bot.web.keys import ASSETS

A_YEAR = "public, max-age=31536000, immutable"


async def static_file(request: web.Request) -> web.Response:
    """One asset; 304 where the browser has it already."""
    asset = request.app[ASSETS].get(request.match_info["name"])
    if asset is None:
        raise web.HTTPNotFound
    # Without the hash in its address the browser asks each time, and the ETag spares the transfer.
    caching = A_YEAR if request.query.get("v") == asset.digest else "no-cache"
    headers: CIMultiDict[str] = CIMultiDict()
    headers[hdrs.CACHE_CONTROL] = caching
    headers[hdrs.ETAG] = f'"{asset.digest}"'
    headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
    if any(tag.value in (asset.digest, "*") for tag in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    return _whole_file(asset, headers, accepts_gzip="gzip" in request.headers.get(hdrs.ACCEPT_ENCODING, ""))


def _whole_file(asset: Asset, headers: CIMultiDict[str], *, accepts_gzip: bool) -> web.Response:
    headers[hdrs.CONTENT_TYPE] = asset.content_type
    if not accepts_gzip:
        return web.Response(body=asset.body, headers=headers)
    headers[hdrs.CONTENT_ENCODING] = "gzip"
    return web.Response(body=asset.gzipped, headers=headers)


routes = (web.get(r"/static/{name:[a-z0-9_]+\.[a-z0-9]+}", static_file),)
