"""The card of a procedure as files: a sheet to print, a picture for the phone."""

from typing import Final

from aiohttp import hdrs, web

from bot.cards.content import Card, card_of
from bot.cards.printer import PrinterBusy
from bot.cards.render import fingerprint
from bot.typesetting import Form
from bot.web.addresses import asked_case, public_url
from bot.web.keys import CARD_PRINTER, DEPARTMENT, KNOWLEDGE_BASE, TODAY

CONTENT_TYPES: Final[dict[Form, str]] = {"pdf": "application/pdf", "png": "image/png"}
RETRY_AFTER_SECONDS = "5"


async def show_sheet(request: web.Request) -> web.Response:
    """``GET /thu-tuc/{code}/the.pdf``: A5, to print; ``?truong_hop=sale,~loan`` for one case."""
    return await _file(request, "pdf")


async def show_picture(request: web.Request) -> web.Response:
    """``GET /thu-tuc/{code}/the.png``: the same for the phone."""
    return await _file(request, "png")


async def _file(request: web.Request, form: Form) -> web.Response:
    card = _card(request)
    tag = fingerprint(card)
    caching = {hdrs.CACHE_CONTROL: "no-cache", hdrs.ETAG: f'"{tag}"'}
    if any(known.value in (tag, "*") for known in request.if_none_match or ()):
        return web.Response(status=304, headers=caching)
    try:
        body = await request.app[CARD_PRINTER].file(card, form)
    except PrinterBusy:
        raise web.HTTPServiceUnavailable(headers={hdrs.RETRY_AFTER: RETRY_AFTER_SECONDS}) from None
    named = {hdrs.CONTENT_DISPOSITION: f'inline; filename="the-{card.code}.{form}"'}
    return web.Response(body=body, content_type=CONTENT_TYPES[form], headers=caching | named)


def _card(request: web.Request) -> Card:
    case = asked_case(request)
    if not case.procedure.is_full:  # of its papers nothing is known, so there is nothing to take along
        raise web.HTTPNotFound
    app = request.app
    return card_of(case, app[KNOWLEDGE_BASE], app[DEPARTMENT], public_url(request), app[TODAY]())


routes = (
    web.get("/thu-tuc/{code}/the.pdf", show_sheet),
    web.get("/thu-tuc/{code}/the.png", show_picture),
)
