"""A short form of ``make bench-load``: a low rate beside a stand-in for Rasa; nothing is lost."""

import pytest
from sqlalchemy import text

from bench.channels.rasa import rasa_stand_in
from bench.load.citizens import chat_requests
from bench.load.driver import Job, drive
from bench.load.points import point_of
from bench.load.system import CORES, DRIVER_CORES, SQLITE, Layout, running
from bot.storage.engines import build_engine
from bot.storage.urls import sync_url

pytestmark = [pytest.mark.alone, pytest.mark.timeout(240)]

RATE, TURNS = 10.0, 50


async def test_every_question_is_answered_and_none_is_lost() -> None:
    async with rasa_stand_in(0.01) as rasa:
        layout = Layout(SQLITE, cores=CORES)
        async with running(layout, {"CHIDAN_RASA_URLS": rasa}) as run:
            requests = await chat_requests(run.urls[0], TURNS)
            answers = await drive(Job(run.urls, RATE, requests, DRIVER_CORES), run.folder)
            engine = build_engine(sync_url(run.database_url))
            with engine.connect() as connection:
                kept = connection.execute(text("SELECT count(*) FROM turns")).scalar_one()
            engine.dispose()
    point = point_of(RATE, answers)
    assert point.good == point.sent == kept == TURNS, point
