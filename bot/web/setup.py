"""Puts the pages, the procedure API and what holds for every answer into an application."""

from collections.abc import Callable
from datetime import date

from aiohttp import web

from bot.cards.printer import CardPrinter
from bot.department import Department
from bot.web import card_routes, keys, openapi_routes, page_routes, procedure_routes, static_routes
from bot.web.assets import Assets
from bot.web.chat_page import chat_page_data
from bot.web.middlewares import add_security_headers, friendly_errors
from bot.web.openapi_routes import load_api_description
from bot.web.procedure_search import ProcedureIndex
from bot.web.rendering import build_templates
from procedures_kb.loader import KnowledgeBase


def setup_web(
    app: web.Application,
    *,
    knowledge_base: KnowledgeBase,
    department: Department,
    today: Callable[[], date],
    public_url: str = "",
) -> None:
    """Adds routes and middleware; call it before the other parts, so that its middleware is outermost.

    ``public_url`` is the address that citizens see; empty takes the one by which a page was asked for.
    """
    assets = Assets()
    app[keys.ASSETS] = assets
    app[keys.API_DESCRIPTION] = load_api_description()
    app[keys.CARD_PRINTER] = CardPrinter()
    app[keys.CHAT_PAGE] = chat_page_data(department)
    app[keys.DEPARTMENT] = department
    app[keys.KNOWLEDGE_BASE] = knowledge_base
    app[keys.PROCEDURE_INDEX] = ProcedureIndex(knowledge_base)
    app[keys.PUBLIC_URL] = public_url.rstrip("/")
    app[keys.TEMPLATES] = build_templates(assets, department)
    app[keys.TODAY] = today
    app.middlewares.insert(0, friendly_errors)
    app.on_response_prepare.append(add_security_headers)
    app.on_cleanup.append(_close_printer)
    for module in (page_routes, card_routes, static_routes, procedure_routes, openapi_routes):
        app.router.add_routes(module.routes)


async def _close_printer(app: web.Application) -> None:
    app[keys.CARD_PRINTER].close()
