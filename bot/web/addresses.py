"""Which case of which procedure an address means, and the address by which citizens reach us."""

from aiohttp import web

from bot.cards.addresses import ASKED_CASE
from bot.web.keys import KNOWLEDGE_BASE, PUBLIC_URL
from procedures_kb.case import Case

LONGEST_CASE = 500  # no case of any record is near it, and what follows would only cost time to read
LONGEST_HOST = 260  # the longest name that there can be, and a port; no QR code holds a header's 8,000


def asked_case(request: web.Request) -> Case:
    """The procedure of `{code}` in the case of `?truong_hop=sale,~loan`; 404 for an unknown procedure."""
    procedure = request.app[KNOWLEDGE_BASE].get(request.match_info["code"])
    if procedure is None:
        raise web.HTTPNotFound
    return Case(procedure).with_tokens(request.query.get(ASKED_CASE, "")[:LONGEST_CASE])


def public_url(request: web.Request) -> str:
    """The address that citizens see, as it is set or else as this page was asked for."""
    if len(request.host) > LONGEST_HOST:
        raise web.HTTPBadRequest
    return request.app[PUBLIC_URL] or f"{request.scheme}://{request.host}"
