"""What every page of a survey has: it is stored nowhere and found by no engine; and how it says no."""

from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs, web

from bot.surveys.form_state import Over
from bot.web.rendering import render

HEADERS = {
    hdrs.CACHE_CONTROL: "no-store",
    hdrs.REFERRER_POLICY: "same-origin",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
WAIT = timedelta(minutes=10)  # for whoever tried too often

_STATUS_OF = {Over.UNKNOWN: HTTPStatus.NOT_FOUND, Over.ANSWERED: HTTPStatus.CONFLICT}


def over(request: web.Request, why: Over) -> web.Response:
    """A page that says why nothing is taken."""
    return page(request, "khao_sat_het.html", {"why": why.value}, _STATUS_OF.get(why, HTTPStatus.GONE))


def too_many(request: web.Request) -> web.Response:
    """A page for whoever tried too often."""
    answer = page(request, "khao_sat_het.html", {"why": "too_many"}, HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers[hdrs.RETRY_AFTER] = str(int(WAIT.total_seconds()))
    return answer


def page(
    request: web.Request, template: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
) -> web.Response:
    """A page of a survey, which nobody stores or finds."""
    return render(request, template, context, status, HEADERS)
