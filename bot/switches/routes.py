"""``/staff/switches``: what is off, why, and the form that turns it off."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from aiohttp import web

from bot.clock import Clock
from bot.console import ConsolePage, Frame, clock_time, number_in
from bot.switches.form import Names, order_of
from bot.switches.order import By, SwitchRefused
from bot.switches.service import Switches
from bot.web.forms import posted_form

PATH = "/staff/switches"
PERMISSION = "switch"


class SwitchPages:
    """The handlers; what they show and do is the switches'."""

    def __init__(self, switches: Switches, names: Names, frame: Frame, clock: Clock) -> None:
        """``names`` is what may be switched off."""
        self._switches = switches
        self._names = names
        self._frame = frame
        self._clock = clock

    def pages(self) -> Sequence[ConsolePage]:
        """Every route with its permission."""
        return (
            ConsolePage("GET", PATH, PERMISSION, self.show),
            ConsolePage("POST", PATH, PERMISSION, self.turn_off),
            ConsolePage("POST", PATH + "/{id}/on", PERMISSION, self.turn_on),
        )

    async def show(self, request: web.Request) -> web.StreamResponse:
        """``GET``: what is off now, and what was."""
        return await self._page(request, "", {}, HTTPStatus.OK)

    async def turn_off(self, request: web.Request) -> web.StreamResponse:
        """``POST``: off at once, or from the moment that the form names."""
        written = {name: str(value) for name, value in (await posted_form(request)).items()}
        try:
            await self._switches.turn_off(order_of(written, self._names, self._clock()), self._by(request))
        except SwitchRefused as refused:
            return await self._page(request, str(refused), written, HTTPStatus.UNPROCESSABLE_ENTITY)
        raise self._frame.done(PATH, "off")

    async def turn_on(self, request: web.Request) -> web.StreamResponse:
        """``POST``: on again at once."""
        try:
            await self._switches.turn_on(number_in(request), self._by(request))
        except SwitchRefused as refused:
            return await self._page(request, str(refused), {}, HTTPStatus.UNPROCESSABLE_ENTITY)
        raise self._frame.done(PATH, "on")

    def _by(self, request: web.Request) -> By:
        me = self._frame.me(request)
        return By(me.id, me.name)

    async def _page(
        self, request: web.Request, problem: str, written: Mapping[str, str], status: int
    ) -> web.StreamResponse:
        now, listed = self._clock(), await self._switches.listed()
        context = {
            "off": [one for one in listed if one.is_coming(now)],
            "past": [one for one in listed if not one.is_coming(now)],
            "now": now,
            "names": self._names,
            "problem": problem,
            "written": written,
            "clock_time": clock_time,
        }
        return self._frame.page(request, "staff/switches.html", context, status)
