"""``/staff/surveys/{call,counter,slips}``: officers call, enter forms and print slips."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from aiohttp import web
from markupsafe import Markup

from bot.cards.qr import qr_svg
from bot.clock import Clock
from bot.console import ConsolePage, Frame, clock_time, number_in
from bot.language.personal_data import mask_dossier_code
from bot.surveys.entry import ENTERED, EntryDesk
from bot.surveys.entry_view import Entry
from bot.surveys.form_page import form_page, read_form
from bot.surveys.form_state import FormOver, OutOfScale
from bot.surveys.model import Mode
from bot.web.addresses import public_url
from bot.web.forms import posted_form

PERMISSION = "enter_survey"
CALL, COUNTER, SLIPS = "/staff/surveys/call", "/staff/surveys/counter", "/staff/surveys/slips"
MOST_SLIPS, LONGEST_CODE = 60, 40
# What stands in the audit: who did it and for which dossier, never what was answered.
ENTERED_FORM, CALLED = "entered_survey", "called_for_survey"
# How a form is worded: to be read out, or as it was printed.
WORDING = {Mode.PHONE: "phone", Mode.COUNTER: "print"}


class EntryPages:
    """What was answered is not shown again once it is saved."""

    def __init__(self, desk: EntryDesk, frame: Frame, clock: Clock) -> None:
        """``frame`` is the console around the pages."""
        self._desk = desk
        self._frame = frame
        self._clock = clock

    def pages(self) -> list[ConsolePage]:
        """All of them."""
        return [
            ConsolePage("GET", CALL, PERMISSION, self.calls),
            ConsolePage("POST", CALL + "/{id}/not-reached", PERMISSION, self.not_reached),
            ConsolePage("POST", CALL + "/{id}/wants-none", PERMISSION, self.wants_none),
            ConsolePage("GET", COUNTER, PERMISSION, self.ask_for_code),
            ConsolePage("GET", COUNTER + "/{id}", PERMISSION, self.show_form),
            ConsolePage("POST", COUNTER + "/{id}", PERMISSION, self.enter),
            ConsolePage("GET", SLIPS, PERMISSION, self.ask_for_slips),
            ConsolePage("POST", SLIPS, PERMISSION, self.print_slips),
        ]

    async def calls(self, request: web.Request) -> web.Response:
        """``GET /staff/surveys/call``: who is to be called."""
        calls = await self._desk.to_call(self._clock())
        return self._page(request, "call", {"calls": calls, "problem": request.query.get("problem", "")})

    async def not_reached(self, request: web.Request) -> web.Response:
        """``POST``: nobody answered the phone."""
        return await self._called(request, "not_reached")

    async def wants_none(self, request: web.Request) -> web.Response:
        """``POST``: the person wants to be asked nothing."""
        return await self._called(request, "wants_none")

    async def ask_for_code(self, request: web.Request) -> web.Response:
        """``GET /staff/surveys/counter``: asks for a code; with ``?code=`` it opens that form."""
        code = _tidy(request.query.get("code", ""))
        if not code:
            return self._page(request, "counter", {"code": "", "problem": ""})
        try:
            entry = await self._desk.find(code, self._clock())
        except FormOver as over:
            context = {"code": code, "problem": over.why.value}
            return self._page(request, "counter", context, HTTPStatus.NOT_FOUND)
        raise self._frame.done(f"{COUNTER}/{entry.id}")

    async def show_form(self, request: web.Request) -> web.Response:
        """``GET``: an empty form; one that was answered is never opened again."""
        entry = await self._entry(request)
        return self._form(request, entry, _mode(request.query.get("mode", "")))

    async def enter(self, request: web.Request) -> web.Response:
        """``POST``: keeps it and shows nothing of it."""
        entry = await self._entry(request)
        fields = await posted_form(request)
        mode = _mode(str(fields.get("mode", "")))
        try:
            given = read_form(fields, entry.state)
            if not given.answers and not given.comment:
                return self._form(request, entry, mode, "empty")
            await self._desk.enter(entry.id, given, mode, self._clock())
        except OutOfScale:
            return self._form(request, entry, mode, "out_of_scale")
        except FormOver as over:
            raise self._frame.done(f"{COUNTER}?problem={over.why.value}") from over
        await self._note(request, ENTERED_FORM, entry)
        raise self._frame.done(CALL if mode is Mode.PHONE else COUNTER, "entered")

    async def ask_for_slips(self, request: web.Request) -> web.Response:
        """``GET /staff/surveys/slips``: asks for the codes."""
        return self._page(request, "slips", {"codes": "", "slips": (), "problem": ""})

    async def print_slips(self, request: web.Request) -> web.Response:
        """``POST``: a sheet of slips, each with its QR code."""
        text = str((await posted_form(request)).get("codes", ""))
        codes = list(dict.fromkeys(filter(None, map(_tidy, text.splitlines()))))
        if not codes or len(codes) > MOST_SLIPS:
            refused = {"codes": text, "slips": (), "problem": "too_many" if codes else "empty"}
            return self._page(request, "slips", refused, HTTPStatus.UNPROCESSABLE_ENTITY)
        slips = await self._desk.slips(codes, self._clock())
        address = public_url(request)
        qr = {slip.token: Markup(qr_svg(f"{address}/khao-sat/{slip.token}")) for slip in slips if slip.token}  # noqa: S704 - our own SVG # nosec B704
        context = {"codes": text, "slips": slips, "qr": qr, "address": address, "problem": ""}
        return self._page(request, "slips", context)

    async def _called(self, request: web.Request, how: str) -> web.Response:
        now, number = self._clock(), number_in(request)
        try:
            entry = await self._desk.entry(number, now)
            done = self._desk.not_reached if how == "not_reached" else self._desk.wants_none
            await done(number, now)
        except FormOver as over:
            raise self._frame.done(f"{CALL}?problem={over.why.value}") from over
        await self._note(request, CALLED, entry)
        raise self._frame.done(CALL, how)

    async def _entry(self, request: web.Request) -> Entry:
        try:
            return await self._desk.entry(number_in(request), self._clock())
        except FormOver as over:
            raise self._frame.done(f"{COUNTER}?problem={over.why.value}") from over

    async def _note(self, request: web.Request, action: str, entry: Entry) -> None:
        await self._frame.note(request, action, mask_dossier_code(entry.about.code))

    def _form(self, request: web.Request, entry: Entry, mode: Mode, problem: str = "") -> web.Response:
        context = {
            "entry": entry,
            "mode": mode.value,
            "form": form_page(entry.state, WORDING[mode]),
            "problem": problem,
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        return self._page(request, "form", context, status)

    def _page(
        self, request: web.Request, name: str, context: Mapping[str, Any], status: int = HTTPStatus.OK
    ) -> web.Response:
        context = {**context, "clock_time": clock_time, "done": request.query.get("done", "")}
        return self._frame.page(request, f"staff/survey_{name}.html", context, status)


def _tidy(text: str) -> str:
    return text.replace("\0", "").strip().upper()[:LONGEST_CODE]


def _mode(text: str) -> Mode:
    return Mode(text) if text in ENTERED else Mode.COUNTER
