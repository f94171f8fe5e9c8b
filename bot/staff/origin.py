"""Whether a form was sent by one of our own pages."""

from urllib.parse import urlsplit

from aiohttp import hdrs, web

FETCH_SITE = "Sec-Fetch-Site"


def is_our_own(request: web.Request, public_url: str) -> bool:
    """By what the browser says of the page that sent it; a browser that says nothing is not believed.

    Over plain HTTP browsers leave ``Sec-Fetch-Site`` out and send ``Origin`` alone.
    """
    site, origin = request.headers.get(FETCH_SITE), request.headers.get(hdrs.ORIGIN)
    if site is not None:
        return site == "same-origin"
    if origin is None:
        return False
    hosts = {request.host, urlsplit(public_url).netloc} - {""}
    return urlsplit(origin).netloc in hosts
