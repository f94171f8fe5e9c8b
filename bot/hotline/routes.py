"""Every page of tickets: those of officers, each with its permission, and the one of citizens."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from http import HTTPStatus

from aiohttp import web

from bot.console import ConsolePage, Handler
from bot.hotline.console import Console
from bot.hotline.routes_acts import TicketActs
from bot.hotline.routes_live import ChangeStream
from bot.hotline.routes_new import NewTicket
from bot.hotline.routes_phieu import PublicPages
from bot.hotline.routes_queue import QueuePages
from bot.hotline.routes_sealed import SealedPages
from bot.hotline.routes_ticket import TicketPages
from bot.hotline.sealing import SealBroken
from bot.hotline.states import ConflictOfInterest


def console_routes(console: Console) -> Sequence[ConsolePage]:
    """What stands under ``/staff``; whoever takes them puts each behind its permission."""
    pages = TicketPages(console)
    found = (
        QueuePages(console).route(),
        ChangeStream(console).route(),
        *NewTicket(console).routes(),
        *pages.routes(),
        *TicketActs(console, pages).routes(),
        *SealedPages(console).routes(),
    )
    return [replace(one, handler=_explained(console, one.handler)) for one in found]


def public_routes(console: Console) -> Sequence[web.RouteDef]:
    """What stands under ``/phieu``, for whoever has a code and its PIN."""
    return PublicPages(console.desk, console.clock, console.words).routes()


def setup_tickets(
    app: web.Application,
    console: Console,
    behind_permissions: Callable[[Iterable[ConsolePage]], Iterable[web.RouteDef]],
) -> None:
    """Adds all of it; open streams end at shutdown. Whoever calls also runs ``console.changes.run()``."""
    app.router.add_routes(behind_permissions(console_routes(console)))
    app.router.add_routes(public_routes(console))

    async def end_streams(_app: web.Application) -> None:
        console.changes.close()

    app.on_shutdown.append(end_streams)


def _explained(console: Console, handler: Handler) -> Handler:
    """The handler; what an officer may not see at all is a page that says why."""

    async def explaining(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except ConflictOfInterest:
            return _refused(console, request, "own_unit", HTTPStatus.FORBIDDEN)
        except SealBroken:
            return _refused(console, request, "seal_broken", HTTPStatus.SERVICE_UNAVAILABLE)

    return explaining


def _refused(console: Console, request: web.Request, word: str, status: int) -> web.Response:
    says = console.words.refusal(word)
    return console.staff.page(request, "staff/refused.html", {"says": says}, status)
