"""``/staff/surveys``: the waves, how far each has come, its sample's log, and the form that begins one."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.console import ConsolePage, Frame, number_in
from bot.survey_terms import day_of
from bot.surveys.model import Subject, SurveyWave
from bot.surveys.sampling import drawn_for, sample_size, share_of
from bot.surveys.wave_form import LINES, WaveRefused, read_draft
from bot.surveys.wave_view import Chosen
from bot.surveys.waves import Cuts, Waves
from bot.tables.written import as_csv
from bot.web.forms import posted_form

PERMISSION = "manage_surveys"
PATH = "/staff/surveys"
BEGAN, EXPORTED = "began_survey_wave", "exported"
USUAL_DAYS = timedelta(days=30)
MOST_STRATA = 300  # on the page; the file has all
MOST_PEOPLE, USUAL_ERROR = 10_000_000, 5
HEADER = ("Chu_de_rut", "Ngay_xong", "Linh_vuc", "Dia_ban", "Kenh", "So_rut", "Ty_le", "Duoc_chon")


class WavePages:
    """How many answered is told in tens, and never who."""

    def __init__(self, waves: Waves, cuts: Cuts, frame: Frame, clock: Clock) -> None:
        """``cuts`` are what a sample can be cut by, with titles."""
        self._waves = waves
        self._cuts = cuts
        self._frame = frame
        self._clock = clock

    def pages(self) -> list[ConsolePage]:
        """All of them."""
        number = r"/{id:\d+}"
        return [
            ConsolePage(hdrs.METH_GET, PATH, PERMISSION, self.show_all),
            ConsolePage(hdrs.METH_POST, PATH, PERMISSION, self.begin),
            ConsolePage(hdrs.METH_GET, PATH + number, PERMISSION, self.show),
            ConsolePage(hdrs.METH_GET, PATH + number + "/sample.csv", PERMISSION, self.sample),
        ]

    async def show_all(self, request: web.Request) -> web.Response:
        """``GET ?people=5000&error=5``: the waves, a form for a new one, and how large a sample has to be."""
        return await self._all(request, {}, "")

    async def begin(self, request: web.Request) -> web.Response:
        """``POST``: what is finished on its days belongs to the new wave."""
        fields = {name: str(value) for name, value in (await posted_form(request)).items()}
        try:
            draft = read_draft(fields)
            number = await self._waves.begin(draft, self._clock())
        except WaveRefused as refused:
            return await self._all(request, fields, refused.why)
        await self._frame.note(request, BEGAN, draft.name)
        raise self._frame.done(f"{PATH}/{number}", "began")

    async def show(self, request: web.Request) -> web.Response:
        """``GET``: one wave by strata."""
        view = await self._waves.one(number_in(request))
        if view is None:
            raise web.HTTPNotFound
        context = {
            "view": view,
            "strata": view.strata[:MOST_STRATA],
            "more": len(view.strata[MOST_STRATA:]),
            "cuts": self._cuts(view.wave.subject),
        }
        return self._page(request, "wave", context, HTTPStatus.OK)

    async def sample(self, request: web.Request) -> web.Response:
        """``GET``: with seed and log anybody can draw the sample again; it tells nothing of answers."""
        number = number_in(request)
        view = await self._waves.one(number)
        if view is None:
            raise web.HTTPNotFound
        rows = await self._waves.sample(number)
        # A long table takes seconds, and others are waiting.
        body = await asyncio.to_thread(as_csv, HEADER, (_line(view.wave, one) for one in rows))
        await self._frame.note(request, EXPORTED, f"survey sample {view.wave.name} {len(rows)}")
        headers = {
            hdrs.CONTENT_TYPE: "text/csv",
            hdrs.CONTENT_DISPOSITION: f'attachment; filename="mau-khao-sat-{number}.csv"',
            hdrs.CACHE_CONTROL: "no-store",
        }
        return web.Response(body=body, headers=headers)

    async def _all(self, request: web.Request, fields: Mapping[str, str], problem: str) -> web.Response:
        now = self._clock()
        people, error = _whole(request, "people", MOST_PEOPLE), _whole(request, "error", 50) or USUAL_ERROR
        context = {
            "waves": await self._waves.all(now),
            "fields": fields,
            "problem": problem,
            "lines": LINES,
            "today": day_of(now).isoformat(),
            "until": (day_of(now) + USUAL_DAYS).isoformat(),
            "cuts": {subject.value: self._cuts(subject) for subject in Subject},
            "people": people,
            "error": error,
            "wanted": sample_size(people, error / 100),
        }
        status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
        return self._page(request, "waves", context, status)

    def _page(self, request: web.Request, name: str, context: Mapping[str, Any], status: int) -> web.Response:
        context = {**context, "done": request.query.get("done", "")}
        return self._frame.page(request, f"staff/survey_{name}.html", context, status)


def _line(wave: SurveyWave, one: Chosen) -> tuple[str | int | float | None, ...]:
    drawn_by, stratum = drawn_for(wave.subject, one.subject_id), (one.field, one.commune, one.channel)
    share = share_of(wave.shares, *stratum)
    return (drawn_by, one.day.isoformat(), *stratum, one.drawn, share, one.is_chosen)


def _whole(request: web.Request, name: str, most: int) -> int:
    """A whole number of the address; 0 for anything else."""
    text = request.query.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 and int(text) <= most else 0
