"""``/khao-sat/{token}/phan-anh``: a ticket for whom it went badly, opened by the citizen alone."""

from datetime import timedelta
from http import HTTPStatus

from aiohttp import web

from bot.storage.errors import StorageUnavailable
from bot.surveys.allowance import Allowance
from bot.surveys.form_page import new_form_id
from bot.surveys.form_state import Over
from bot.surveys.low_score import Offer, Report, Tickets, offer_for
from bot.surveys.public_pages import over, page, too_many
from bot.surveys.routes_form import PATH, FormPages
from bot.web.forms import posted_form

LARGEST_FORM = 64 * 1024
LONGEST_TEXT, LONGEST_NAME, LONGEST_PHONE, LONGEST_ID = 4_000, 120, 32, 32
REPORTS, PERIOD = 5, timedelta(hours=1)


class ReportPages:
    """Open to the browser that answered, and only where the answers call for a ticket."""

    def __init__(self, pages: FormPages, tickets: Tickets) -> None:
        """``tickets`` opens what is sent; it is told nothing of the answers."""
        self._pages = pages
        self._tickets = tickets
        self._sent = Allowance(REPORTS, PERIOD)

    def routes(self) -> list[web.RouteDef]:
        """Asking, and sending."""
        return [web.get(f"{PATH}/phan-anh", self.ask), web.post(f"{PATH}/phan-anh", self.send)]

    async def ask(self, request: web.Request) -> web.Response:
        """``GET``: what happened, and who tells it if they wish."""
        token, offer = await self._offered(request)
        if isinstance(offer, web.Response):
            return offer
        return _asked(request, token, offer, Report(new_form_id(), offer.secret, ""))

    async def send(self, request: web.Request) -> web.Response:
        """``POST``: the code of the ticket; where it could not be opened, every word is still in the form."""
        token, offer = await self._offered(request)
        if isinstance(offer, web.Response):
            return offer
        now = self._pages.clock()
        report = await _read(request, offer)
        if not report.text:
            return _asked(request, token, offer, report, HTTPStatus.UNPROCESSABLE_ENTITY, "empty")
        if self._sent.is_used_up(token, now):
            return too_many(request)
        try:
            filed = await self._tickets.open(report, now)
        except StorageUnavailable:
            return _asked(request, token, offer, report, HTTPStatus.SERVICE_UNAVAILABLE, "not_stored")
        self._sent.use(token, now)
        return page(request, "khao_sat_phieu.html", {"filed": filed})

    async def _offered(self, request: web.Request) -> tuple[str, Offer | web.Response]:
        token, found = await self._pages.found(request)
        if isinstance(found, web.Response):
            return token, found
        offer = offer_for(found.instrument, found.answers, found.comment)
        if offer is None or not self._pages.returning.is_known(request, token):
            return token, over(request, Over.UNKNOWN)
        return token, offer


async def _read(request: web.Request, offer: Offer) -> Report:
    fields = await posted_form(request.clone(client_max_size=LARGEST_FORM))

    def field(name: str, longest: int) -> str:
        return str(fields.get(name, "")).replace("\0", "").strip()[:longest]

    return Report(
        form_id=field("form_id", LONGEST_ID) or new_form_id(),
        secret=offer.secret,
        text=field("text", LONGEST_TEXT),
        name=field("name", LONGEST_NAME),
        phone=field("phone", LONGEST_PHONE),
    )


def _asked(
    request: web.Request,
    token: str,
    offer: Offer,
    report: Report,
    status: int = HTTPStatus.OK,
    problem: str = "",
) -> web.Response:
    context = {"token": token, "offer": offer, "report": report, "problem": problem}
    return page(request, "khao_sat_phan_anh.html", context, status)
