"""``/khao-sat/{token}``: a survey as a page that needs no script, and the way to be asked no more."""

from http import HTTPStatus

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.storage.errors import StorageUnavailable
from bot.surveys.allowance import Allowance
from bot.surveys.answering import Answering
from bot.surveys.comments import is_cut
from bot.surveys.form_page import COMMENT, filled_in, form_page, read_form
from bot.surveys.form_state import FormOver, FormState, OutOfScale, Over
from bot.surveys.given import From, Given
from bot.surveys.keys import SurveyKeys
from bot.surveys.low_score import offer_for
from bot.surveys.model import Mode
from bot.surveys.public_pages import HEADERS, WAIT, over, page, too_many
from bot.surveys.returning import Returning
from bot.web.callers import caller_address
from bot.web.forms import posted_form

PATH = "/khao-sat/{token}"
LARGEST_FORM = 128 * 1024  # bytes: 10,000 characters of comment, however they are written
GUESSES = 30  # wrong addresses from one place before it has to wait
LONGEST_AGENT = 400


class FormPages:
    """Whoever has the address may answer; what was answered is shown to the browser that did alone."""

    def __init__(self, answering: Answering, keys: SurveyKeys, returning: Returning, clock: Clock) -> None:
        """``returning`` knows the browser again."""
        self.answering = answering
        self.keys = keys
        self.returning = returning
        self.clock = clock
        self._guesses = Allowance(GUESSES, WAIT)

    def routes(self) -> list[web.RouteDef]:
        """The form, what follows it, and the way out."""
        return [
            web.get(PATH, self.show),
            web.post(PATH, self.take),
            web.get(f"{PATH}/xong", self.thank),
            web.get(f"{PATH}/thoi", self.ask_to_stop),
            web.post(f"{PATH}/thoi", self.stop),
        ]

    async def show(self, request: web.Request) -> web.Response:
        """``GET``: the form, filled in as far as this browser has answered."""
        token, found = await self.found(request)
        if isinstance(found, web.Response):
            return found
        if found.is_begun and not self.returning.is_known(request, token):
            return over(request, Over.ANSWERED)
        return _form(request, token, found)

    async def take(self, request: web.Request) -> web.StreamResponse:
        """``POST``: keeps what was filled in, be it a part; nothing of a form that cannot be read."""
        token, found = await self.found(request)
        if isinstance(found, web.Response):
            return found
        fields = await posted_form(request.clone(client_max_size=LARGEST_FORM))
        try:
            given = read_form(fields, found)
        except OutOfScale:
            return _form(request, token, found, HTTPStatus.UNPROCESSABLE_ENTITY, problem="out_of_scale")
        try:
            state = await self.answering.take(
                self._id(token), given, self._source(request, token), self.clock()
            )
        except OutOfScale:
            return _form(request, token, found, HTTPStatus.UNPROCESSABLE_ENTITY, problem="out_of_scale")
        except FormOver as stopped:
            return over(request, stopped.why)
        except StorageUnavailable:
            filled = filled_in(found, given)
            return _form(request, token, filled, HTTPStatus.SERVICE_UNAVAILABLE, problem="not_stored")
        if not state.is_begun:
            return _form(request, token, state, HTTPStatus.UNPROCESSABLE_ENTITY, problem="empty")
        cut = "?cat=1" if is_cut(str(fields.get(COMMENT, ""))) else ""
        answer = web.Response(
            status=HTTPStatus.SEE_OTHER, headers={hdrs.LOCATION: f"/khao-sat/{token}/xong{cut}", **HEADERS}
        )
        self.returning.remember(answer, token, secure=request.secure)
        return answer

    async def _keep(
        self, request: web.Request, token: str, found: FormState, given: Given
    ) -> FormState | web.Response:
        """Where the database does not take it, the form comes back as it was filled in."""
        try:
            return await self.answering.take(
                self._id(token), given, self._source(request, token), self.clock()
            )
        except StorageUnavailable:
            filled = filled_in(found, given)
            return _form(request, token, filled, HTTPStatus.SERVICE_UNAVAILABLE, problem="not_stored")

    async def thank(self, request: web.Request) -> web.Response:
        """``GET …/xong``: what was kept, and a ticket for whom it went badly."""
        token, found = await self.found(request)
        if isinstance(found, web.Response):
            return found
        known = found.is_begun and self.returning.is_known(request, token)
        offer = offer_for(found.instrument, found.answers, found.comment) if known else None
        context = {
            "token": token,
            "state": found,
            "known": known,
            "offer": offer,
            "cut": "cat" in request.query,
        }
        return page(request, "khao_sat_xong.html", context)

    async def ask_to_stop(self, request: web.Request) -> web.Response:
        """``GET …/thoi``: asks once more, since programs that look ahead open links, too."""
        token, found = await self.found(request)
        return (
            found
            if isinstance(found, web.Response)
            else page(request, "khao_sat_thoi.html", {"token": token})
        )

    async def stop(self, request: web.Request) -> web.Response:
        """``POST …/thoi``: this person is asked nothing any more."""
        token, found = await self.found(request)
        if isinstance(found, web.Response):
            return found
        await self.answering.opt_out(self._id(token), self.clock())
        return page(request, "khao_sat_het.html", {"why": "just_opted_out"})

    async def found(self, request: web.Request) -> tuple[str, FormState | web.Response]:
        """The token and its form, or the page that says why there is none."""
        now, address, token = self.clock(), caller_address(request) or None, request.match_info["token"]
        if self._guesses.is_used_up(address, now):
            return token, too_many(request)
        invitation_id = self.keys.invitation_of(token)
        state = await self.answering.state(invitation_id, now) if invitation_id is not None else None
        if state is None:
            self._guesses.use(address, now)
            return token, over(request, Over.UNKNOWN)
        return token, over(request, state.over) if state.over is not None else state

    def _source(self, request: web.Request, token: str) -> From:
        address = caller_address(request)
        agent = request.headers.get(hdrs.USER_AGENT, "")[:LONGEST_AGENT]
        device = self.keys.device(address, agent) if address else None
        return From(Mode.WEB, device, may_change=self.returning.is_known(request, token))

    def _id(self, token: str) -> int:
        invitation_id = self.keys.invitation_of(token)
        if invitation_id is None:
            raise FormOver(Over.UNKNOWN)
        return invitation_id


def _form(
    request: web.Request,
    token: str,
    state: FormState,
    status: int = HTTPStatus.OK,
    problem: str = "",
) -> web.Response:
    context = {"token": token, "form": form_page(state), "subject": state.subject, "problem": problem}
    return page(request, "khao_sat.html", context, status)
