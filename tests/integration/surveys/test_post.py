"""How an invitation reaches somebody on Zalo: buttons while the talk is young, later an approved template."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from actions.services import DepartmentView, Services
from bot.answering_wiring import AnsweringPart
from bot.channels_on import SURVEY_TEMPLATE
from bot.conversation.model import Contact, Conversation
from bot.department import Department
from bot.dossiers.state import Status
from bot.storage.database import Database
from bot.survey_post import ChatPost, Window
from bot.surveys.model import SurveyInvitation, SurveyWave, Way
from tests.emulators.zalo.citizen import Citizen
from tests.emulators.zalo.emulator import ZaloEmulator
from tests.integration.dossiers.people import CODE, NOW, SECRET, desk, state, take
from tests.integration.hotline.world import world
from tests.integration.staff.people import department, knowledge_base
from tests.integration.surveys.inviting_world import InvitingWorld
from tests.integration.zalo.program import Program, config_for, running, until

NUMBER = "77"
OLD = timedelta(days=8)


@pytest.fixture
async def emulator() -> AsyncIterator[ZaloEmulator]:
    async with ZaloEmulator(ladder_scale=1e-5, answer_seconds=20).running() as emulator:
        emulator.messages.templates[NUMBER] = frozenset({"code", "token"})
        yield emulator


@pytest.fixture
async def program(db: Database, emulator: ZaloEmulator) -> AsyncIterator[Program]:
    async with running(db, emulator, config_for(emulator, templates={SURVEY_TEMPLATE: NUMBER})) as program:
        yield program


async def invited(program: Program) -> tuple[Citizen, SurveyInvitation, SurveyWave]:
    """Somebody on Zalo whose dossier was returned."""
    citizen = program.emulator.citizen()
    await citizen.send_text("dạ chào")
    await until(lambda: len(citizen.sent) == 1)
    stage = InvitingWorld(program.db)
    async with program.db.reading() as session:
        person = (await session.get_one(Conversation, 1)).nlu_sender
    await take(program.db, state(CODE, changed_at=NOW - timedelta(days=1)))
    await desk(program.db).look(person, CODE, "5678", now=NOW)
    await stage.comes_to(Status.RETURNED)
    await stage.inviter().find()
    [wave] = await stage.rows(SurveyWave)
    return citizen, await stage.invitation(), wave


async def posted(
    program: Program, answering: AnsweringPart, *, heard: timedelta, has_template: bool
) -> tuple[Citizen, SurveyInvitation, tuple[Way, list[int]] | None]:
    """An invitation to somebody who was heard so long ago."""
    citizen, row, wave = await invited(program)
    view = DepartmentView("Sở", "1900 0000", "https://dichvucong.gov.vn", public_url="https://chidan.example")
    services = Services(knowledge_base(), view, lambda: NOW.date())
    windows = {"zalo": Window(timedelta(days=7), has_template)}
    post = ChatPost(answering, services, {"zalo": program.zalo}, windows)
    async with program.db.transaction() as session:
        contact = await session.get_one(Contact, 1)
        assert contact.heard_at is not None
        contact.heard_at -= heard
        now = contact.heard_at + heard
        sent = await post(session, row, wave, now, reminder=False)
    return citizen, row, sent


@pytest.fixture
def answering(db: Database, tmp_path_factory: pytest.TempPathFactory) -> AnsweringPart:
    shipped: Department = department()
    return AnsweringPart(SECRET, db, world(db, tmp_path_factory.mktemp("desk")).desk, shipped.surveys)


async def test_while_the_talk_is_young_there_are_buttons(program: Program, answering: AnsweringPart) -> None:
    citizen, _, sent = await posted(program, answering, heard=timedelta(), has_template=True)
    assert sent is not None
    assert sent[0] is Way.CHAT
    await until(lambda: len(citizen.sent) == 1 + len(sent[1]))
    assert CODE in citizen.texts[1]


async def test_later_an_approved_template_opens_the_page(program: Program, answering: AnsweringPart) -> None:
    citizen, row, sent = await posted(program, answering, heard=OLD, has_template=True)
    assert sent is not None
    assert sent[0] is Way.TEMPLATE
    await until(lambda: len(citizen.sent) == 2)
    body = citizen.sent[1].body
    assert (citizen.sent[1].kind, body["template_id"]) == ("template", NUMBER)
    assert body["template_data"] == {"code": CODE, "token": answering.keys.token_of(row.id)}


async def test_without_a_template_nothing_is_sent_later(program: Program, answering: AnsweringPart) -> None:
    _, _, sent = await posted(program, answering, heard=OLD, has_template=False)
    assert sent is None
