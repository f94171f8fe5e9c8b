"""The officers' console before a browser: officers of each kind, and a form of another feature with htmx."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from aiohttp import web

from bot.staff.cards import Place
from bot.staff.guard import StaffRoute, staff_routes
from bot.staff.pages import staff_page
from bot.staff.parts import STAFF
from bot.staff.permissions import Permission
from bot.staff.signed_in import OFFICER
from bot.storage.database import Database
from bot.storage.upgrade import upgrade
from bot.web.keys import TEMPLATES
from tests.integration.staff.people import NOW, PASSWORD, UNIT, console_app

FORM = """
{% extends "staff/base.html" %}
{% block main %}
<h1>Trả lời</h1>
<form method="post" action="/staff/tickets/7/reply"
      hx-post="/staff/tickets/7/reply" hx-target="#sent" hx-swap="innerHTML">
  <input type="hidden" name="csrf" value="{{ csrf }}">
  <label class="field">Nội dung <textarea name="text"></textarea></label>
  <button class="action">Gửi trả lời</button>
</form>
<div id="sent"></div>
{% endblock %}
"""


async def show_form(request: web.Request) -> web.Response:
    """A page with a form that a script sends."""
    template = request.app[TEMPLATES].from_string(FORM)
    page = staff_page(request, "staff/account.html", {"reason": "", "roles": [], "browsers": 1})
    me = request[OFFICER]
    page.text = template.render(officer=me, csrf=me.csrf, navigation=(), path=request.path, done="")
    return page


async def take_reply(request: web.Request) -> web.Response:
    """What was sent, as text."""
    posted = await request.post()
    return web.Response(text=f"Đã gửi: {posted['text']}")


ROUTES = staff_routes(
    StaffRoute("GET", "/staff/queue", Permission.SEE_QUEUE, show_form),
    StaffRoute("POST", "/staff/tickets/{id}/reply", Permission.REPLY, take_reply),
)


def build_console(folder: Path, clock: Callable[[], datetime]) -> Callable[[], web.Application]:
    """To be called in the event loop that serves it."""
    url = f"sqlite:///{folder / 'chidan.db'}"
    upgrade(url)

    def build() -> web.Application:
        db = Database(url)
        app = console_app(db, clock, ROUTES)

        async def hire(_app: web.Application) -> None:
            for login, name, roles in (
                ("lan", "Trần Thị Lan", ["hotline"]),
                ("quang", "Lê Quang", ["administrator"]),
                ("tra", "Đỗ Thanh Tra", ["inspector", "head"]),
            ):
                await app[STAFF].directory.add(login, name, Place(UNIT, "L2", roles), PASSWORD, NOW)

        async def close(_app: web.Application) -> None:
            await db.close()

        app.on_startup.append(hire)
        app.on_cleanup.append(close)
        return app

    return build
