"""What ties surveys to dossiers and tickets, over the real desk."""

from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot.answering_wiring import SurveySubjects, SurveyTickets
from bot.app import build_app
from bot.hotline.model import Ticket
from bot.hotline.sealed_model import SealedReport
from bot.hotline_setup import HotlineSetup
from bot.parts import Parts
from bot.storage.database import Database
from bot.surveys.low_score import Report
from tests.integration.hotline.world import NOW, World, world
from tests.integration.staff.people import department, knowledge_base


@pytest.fixture
def stage(db: Database, tmp_path: Path) -> World:
    return world(db, tmp_path)


async def test_a_report_is_one_ticket_that_knows_nothing_of_the_survey(stage: World) -> None:
    desk = SurveyTickets(stage.desk)
    report = Report("abc", secret=False, text="Bắt đi lại bốn lần", name="Ba", phone="0912345678")
    first, again = await desk.open(report, NOW), await desk.open(report, NOW)
    assert (first.code, first.pin) == (again.code, again.pin)
    (ticket,) = await stage.rows(Ticket)
    assert (ticket.track, ticket.channel, ticket.anonymous) == ("feedback_conduct", "survey", False)
    assert (ticket.dossier_code, ticket.conversation_id) == (None, None)
    assert first.promised is not None


async def test_nobody_gets_the_pin_of_another_forms_ticket(stage: World) -> None:
    opened = await stage.opened(form_id="form-of-the-chat")
    filed = await SurveyTickets(stage.desk).open(Report("form-of-the-chat", secret=False, text="x"), NOW)
    assert filed.code != opened.code


async def test_a_secret_report_lies_under_the_seal(stage: World) -> None:
    filed = await SurveyTickets(stage.desk).open(Report("abc", secret=True, text="Đòi 200 nghìn"), NOW)
    assert filed.secret
    assert await stage.rows(Ticket) == []
    assert len(await stage.rows(SealedReport)) == 1


async def test_tickets_are_found_by_their_code(stage: World) -> None:
    opened = await stage.opened()
    subjects = SurveySubjects()
    async with stage.db.reading() as session:
        found = await subjects.find(session, opened.code)
        assert found is not None
        about = await subjects.about(session, *found[:1], [found[1]])
        assert about[found[1]].code == opened.code
        assert about[found[1]].phone == "0912345678"
        assert await subjects.code(session, *found) == opened.code
        assert await subjects.find(session, "PA-000000-ZZZZ") is None
        assert await subjects.code(session, "dossier", 4711) is None


async def test_the_program_serves_the_pages_of_surveys(tmp_path: Path, database_url: str) -> None:
    parts = Parts(
        database_url=database_url,
        department=department(),
        knowledge_base=knowledge_base(),
        rasa_urls=("http://127.0.0.1:9",),
        rasa_answers=no_rasa,
        actions_token="token",
        hotline=HotlineSetup(tmp_path, "tickets", "sealed", "forms", "staff"),
        surveys="a secret of the tests",
    )
    async with TestClient(TestServer(build_app(parts))) as http:
        assert (await http.get("/khao-sat/zzzzzzzzzzzzzzzzzzzz")).status == 404
        for page in ("", "/call", "/counter", "/slips"):
            answer = await http.get(f"/staff/surveys{page}", allow_redirects=False)
            assert answer.status == 303, page
    assert "a secret of the tests" not in repr(parts)


async def no_rasa() -> bool:
    """It does not run here."""
    return False
