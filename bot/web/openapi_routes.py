"""``/api/openapi.json``: the description of the API, kept by hand in ``openapi.yml``."""

from pathlib import Path
from typing import Any

import yaml
from aiohttp import web

from bot.web.keys import API_DESCRIPTION

DESCRIPTION_FILE = Path(__file__).parent / "openapi.yml"


def load_api_description() -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    description: dict[str, Any] = yaml.safe_load(DESCRIPTION_FILE.read_text(encoding="utf-8"))
    return description


async def show_api_description(request: web.Request) -> web.Response:
    """``GET /api/openapi.json``."""
    return web.json_response(request.app[API_DESCRIPTION])


routes = (web.get("/api/openapi.json", show_api_description),)
