"""The pages that people read: the chat, and one procedure as a printable card."""

from aiohttp import web
from markupsafe import Markup

from bot.cards.addresses import page_path, picture_path, sheet_path
from bot.cards.qr import qr_svg
from bot.web.addresses import asked_case, public_url
from bot.web.keys import CHAT_PAGE, KNOWLEDGE_BASE, TODAY
from bot.web.rendering import render
from procedures_kb.model import FACT_GROUPS
from procedures_kb.return_reasons import checks_due


async def show_chat(request: web.Request) -> web.Response:
    """``GET /``: the chat page."""
    return render(request, "chat.html", {"page_data": request.app[CHAT_PAGE]})


async def show_procedure_card(request: web.Request) -> web.Response:
    """``GET /thu-tuc/{code}``: one procedure to read and print; ``?truong_hop=sale,~loan`` for one case."""
    kb, today = request.app[KNOWLEDGE_BASE], request.app[TODAY]()
    case = asked_case(request)
    address = public_url(request) + page_path(case)
    context = {
        "procedure": case.procedure,
        "counterpart": kb.counterpart(case.procedure),
        "twins": kb.twins(case.procedure.code),
        "checks": checks_due(case, kb.return_reasons),
        "advice": kb.return_reasons,
        "case": case,
        "today": today,
        "later_laws": kb.later_laws(case.procedure, FACT_GROUPS, today),
        "address": address,
        "qr_code": Markup(qr_svg(address)),  # noqa: S704 - our own SVG # nosec B704
        "sheet": sheet_path(case),
        "picture": picture_path(case),
    }
    return render(request, "procedure.html", context)


routes = (
    web.get("/", show_chat),
    web.get("/thu-tuc/{code}", show_procedure_card),
)
