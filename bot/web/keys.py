"""Where the application keeps what the pages need."""

from collections.abc import Callable
from datetime import date
from typing import Any

from aiohttp import web
from jinja2 import Environment

from bot.cards.printer import CardPrinter
from bot.department import Department
from bot.web.assets import Assets
from bot.web.procedure_search import ProcedureIndex
from procedures_kb.loader import KnowledgeBase

API_DESCRIPTION: web.AppKey[dict[str, Any]] = web.AppKey("api_description", dict)
ASSETS = web.AppKey("assets", Assets)
CARD_PRINTER = web.AppKey("card_printer", CardPrinter)
CHAT_PAGE: web.AppKey[dict[str, Any]] = web.AppKey("chat_page", dict)
DEPARTMENT = web.AppKey("department", Department)
KNOWLEDGE_BASE = web.AppKey("knowledge_base", KnowledgeBase)
PROCEDURE_INDEX = web.AppKey("procedure_index", ProcedureIndex)
PUBLIC_URL = web.AppKey("public_url", str)
TEMPLATES = web.AppKey("templates", Environment)
TODAY: web.AppKey[Callable[[], date]] = web.AppKey("today", Callable)  # type: ignore[arg-type]
