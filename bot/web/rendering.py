"""Pages out of templates."""

from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.department import Department
from bot.offices import takers
from bot.web.assets import Assets
from bot.web.keys import TEMPLATES
from procedures_kb.days import written

TEMPLATES_DIR = Path(__file__).parent / "templates"


def build_templates(assets: Assets, department: Department) -> Environment:
    """The templates with what every page shows; all that is filled in is escaped."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES_DIR),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    shared = {"asset": assets.url, "department": department, "takers": takers}
    environment.globals |= shared
    environment.filters["day"] = written
    return environment


def render(
    request: web.Request,
    template: str,
    context: Mapping[str, Any],
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> web.Response:
    """One page; the browser keeps a copy but asks each time whether it still stands."""
    text = request.app[TEMPLATES].get_template(template).render(context)
    response = web.Response(text=text, status=status, content_type="text/html", headers=headers)
    response.headers.setdefault(hdrs.CACHE_CONTROL, "no-cache")
    response.enable_compression()
    return response
