"""Procedures for programs: search and card."""

from typing import Any

from aiohttp import web

from bot.cards.addresses import page_path
from bot.web.errors import error_json
from bot.web.keys import KNOWLEDGE_BASE, PROCEDURE_INDEX
from bot.web.procedure_search import Found
from procedures_kb.card import card
from procedures_kb.case import Case

LONGEST_QUERY = 200


async def search_procedures(request: web.Request) -> web.Response:
    """``GET /api/procedures?q=…``: at most 20, best first."""
    query = request.query.get("q", "").strip()
    if len(query) > LONGEST_QUERY:
        return error_json(422, "too_long", f"q is longer than {LONGEST_QUERY} characters", "q")
    found = request.app[PROCEDURE_INDEX].search(query)
    return web.json_response(
        {"query": query, "count": len(found), "procedures": [_summary(one) for one in found]}
    )


async def show_procedure(request: web.Request) -> web.Response:
    """``GET /api/procedures/{code}``: all that the record says."""
    procedure = request.app[KNOWLEDGE_BASE].get(request.match_info["code"])
    if procedure is None:
        return error_json(404, "unknown_procedure", "there is no procedure with this code", "code")
    return web.json_response(card(procedure))


def _summary(found: Found) -> dict[str, Any]:
    procedure = found.procedure
    return {
        "code": procedure.code,
        "name": procedure.name,
        "plain_name": procedure.plain_name,
        "field": procedure.field,
        "level": procedure.level,
        "full": procedure.is_full,
        "page": page_path(Case(procedure)),
        "score": found.score,
    }


routes = (
    web.get("/api/procedures", search_procedures),
    web.get("/api/procedures/{code}", show_procedure),
)
