"""``/staff/review``: turns that were not understood, reports on wrong answers, and the file to learn from."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.console import ConsolePage, Frame, clock_time, number_in
from bot.review.service import Judgement, ReviewDesk, ReviewRefused
from bot.web.forms import posted_form

PATH = "/staff/review"
PERMISSION = "review"
EXPORTED = "exported_labels"
Titles = Callable[[], Mapping[str, str]]


class ReviewPages:
    """The handlers; what they show and do is the desk's."""

    def __init__(
        self, desk: ReviewDesk, frame: Frame, clock: Clock, procedures: Callable[[], Mapping[str, str]]
    ) -> None:
        """``procedures`` tells the titles by code, as the officer may choose them."""
        self._desk = desk
        self._frame = frame
        self._clock = clock
        self._procedures = procedures

    def pages(self) -> Sequence[ConsolePage]:
        """Every route with its permission."""
        return (
            ConsolePage("GET", PATH, PERMISSION, self.show),
            ConsolePage("GET", PATH + "/labelled.yml", PERMISSION, self.download),
            ConsolePage("POST", PATH + "/turns/{id}", PERMISSION, self.judge),
            ConsolePage("POST", PATH + "/reports/{id}", PERMISSION, self.settle),
        )

    async def show(self, request: web.Request) -> web.StreamResponse:
        """``GET``: all that waits for an officer's eyes."""
        return await self._page(request, "", HTTPStatus.OK)

    async def judge(self, request: web.Request) -> web.StreamResponse:
        """``POST text intent procedure``: what the words meant; an empty intent: they teach nothing."""
        form = await posted_form(request)
        told = [str(form.get(name, "")).strip() for name in ("text", "intent", "procedure")]
        me = self._frame.me(request)
        try:
            await self._desk.judge(Judgement(number_in(request), *told), me.id, me.name, self._clock())
        except ReviewRefused as refused:
            return await self._page(request, str(refused), HTTPStatus.UNPROCESSABLE_ENTITY, told)
        raise self._frame.done(PATH, "judged")

    async def settle(self, request: web.Request) -> web.StreamResponse:
        """``POST``: the report has been looked into."""
        number = number_in(request)
        try:
            await self._desk.settle(number, self._clock())
        except ReviewRefused as refused:
            return await self._page(request, str(refused), HTTPStatus.UNPROCESSABLE_ENTITY)
        await self._frame.note(request, "settled_report", f"report {number}")
        raise self._frame.done(PATH, "settled")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """``GET``: everything labelled; a download, so that no file of ours is ever written over."""
        text = await self._desk.training_file()
        await self._frame.note(request, EXPORTED, "")
        headers = {hdrs.CONTENT_DISPOSITION: 'attachment; filename="labelled.yml"'}
        return web.Response(text=text, content_type="application/yaml", charset="utf-8", headers=headers)

    async def _page(
        self, request: web.Request, problem: str, status: int, told: Sequence[str] = ("", "", "")
    ) -> web.StreamResponse:
        context = {
            "doubts": await self._desk.doubts(),
            "intents": self._desk.intents,
            "procedures": self._procedures(),
            "problem": problem,
            "told_number": request.match_info.get("id", ""),
            "written": told,
            "clock_time": clock_time,
        }
        return self._frame.page(request, "staff/review.html", context, status)
