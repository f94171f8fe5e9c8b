"""The pages that people read: the chat, and one procedure as a printable card."""

import segno
from aiohttp import web
from markupsafe import Markup

from bot.web.keys import CHAT_PAGE, KNOWLEDGE_BASE, PUBLIC_URL, TODAY
from bot.web.rendering import render
from procedures_kb.case import Case
from procedures_kb.model import FACT_GROUPS

LONGEST_HOST = 260  # the longest name that there can be, and a port; no QR code holds a header's 8,000


async def show_chat(request: web.Request) -> web.Response:
    """``GET /``: the chat page."""
    return render(request, "chat.html", {"page_data": request.app[CHAT_PAGE]})


async def show_procedure_card(request: web.Request) -> web.Response:
    """``GET /thu-tuc/{code}``: one procedure to read and print; ``?truong_hop=sale,~loan`` for one case."""
    kb, today = request.app[KNOWLEDGE_BASE], request.app[TODAY]()
    procedure = kb.get(request.match_info["code"])
    if procedure is None:
        raise web.HTTPNotFound
    case = Case(procedure).with_tokens(request.query.get("truong_hop", ""))
    address = f"{_public_url(request)}/thu-tuc/{procedure.code}"
    if case.answers:
        address += f"?truong_hop={case.tokens}"
    context = {
        "procedure": procedure,
        "counterpart": kb.counterpart(procedure),
        "twins": kb.twins(procedure.code),
        "case": case,
        "today": today,
        "later_laws": kb.later_laws(procedure, FACT_GROUPS, today),
        "address": address,
        "qr_code": qr_code(address),
    }
    return render(request, "procedure.html", context)


def qr_code(address: str) -> Markup:
    """The address as inline SVG with no style attribute, which the security policy would block."""
    code = segno.make(address, error="m", micro=False)
    return Markup(code.svg_inline(omitsize=True, border=2, svgclass="qr", lineclass=None))  # noqa: S704 - our own SVG


def _public_url(request: web.Request) -> str:
    if len(request.host) > LONGEST_HOST:
        raise web.HTTPBadRequest
    return request.app[PUBLIC_URL] or f"{request.scheme}://{request.host}"


routes = (
    web.get("/", show_chat),
    web.get("/thu-tuc/{code}", show_procedure_card),
)
