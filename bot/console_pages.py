"""All pages of the officers' console and the citizens' page of a ticket, put into the application."""

from collections.abc import Mapping, Sequence

from aiohttp import web

from bot.console import ConsolePage
from bot.console_wiring import behind_permissions
from bot.corrections import service as corrections
from bot.handover.routes import LivePages
from bot.hotline import repository as tickets
from bot.hotline.export_rows import Rows
from bot.hotline.exports import Exports
from bot.hotline.routes import setup_tickets
from bot.hotline.routes_exports import ExportPages
from bot.hotline_wiring import HotlinePart
from bot.review.routes import ReviewPages
from bot.review.service import Reports, ReviewDesk
from bot.staff.setup import setup_staff
from bot.switches.form import Names
from bot.switches.routes import SwitchPages
from bot.undelivered.routes import UndeliveredPages


def setup_console(
    app: web.Application, part: HotlinePart, channels: Sequence[str], more: Sequence[ConsolePage] = ()
) -> None:
    """Adds ``/staff/…`` and ``/phieu/…``; ``channels`` are the names of those that are on.

    ``more`` are pages of features that the hotline does not know.
    """
    setup_staff(
        app,
        part.db,
        part.setup.staff,
        clock=part.clock,
        public_url=part.public_url,
        passwords=part.passwords,
    )
    setup_tickets(app, part.console, behind_permissions)
    frame, clock = part.frame, part.clock
    exports = Exports(part.db, Rows(part.console.words, part.console.tracks))
    pages: list[ConsolePage] = [
        *ExportPages(part.console, exports).routes(),
        *LivePages(part.live.desk, frame, clock).pages(),
        *SwitchPages(part.switches, _names(part, channels), frame, clock).pages(),
        *UndeliveredPages(part.db, frame, clock, tickets.of_conversations).pages(),
        *ReviewPages(_review_desk(part), frame, clock, lambda: _titles(part)).pages(),
        *more,
    ]
    app.router.add_routes(behind_permissions(pages))


def _review_desk(part: HotlinePart) -> ReviewDesk:
    reports = Reports(
        lambda: corrections.open_reports(part.db),
        lambda number, now: corrections.settle(part.db, number, now),
    )
    return ReviewDesk(part.db, reports, part.procedure_name)


def _names(part: HotlinePart, channels: Sequence[str]) -> Names:
    return Names(
        channels=channels,
        tracks={name: track.title for name, track in part.console.tracks.items()},
        fields=lambda: sorted({procedure.field for procedure in part.kb.procedures}),
        procedure_name=part.procedure_name,
    )


def _titles(part: HotlinePart) -> Mapping[str, str]:
    """The procedures as they stand now: their records may be edited while all goes on."""
    return {procedure.code: procedure.plain_name for procedure in part.kb.nameable}
