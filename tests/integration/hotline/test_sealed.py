"""Sealed reports: nothing of them stands anywhere in plain words."""

import logging
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.hotline.model import Ticket, TicketEvent
from bot.hotline.promise import TicketPromise
from bot.hotline.queue import QueueFilter
from bot.hotline.sealed import SealedDesk
from bot.hotline.sealed_model import SealedEvent, SealedReport
from bot.hotline.sealing import SealBroken
from bot.hotline.states import Refusal, TicketState, TransitionRefused
from bot.storage.base import Base
from tests.integration.hotline.world import CHIEF, DAY, LAN, MINH, NOW, World, draft

SECRET_WORDS = ("Trần Văn Mật", "bảo kê", "cát", "0987654321", "khu phố 9", "ảnh chụp")
PICTURE = b"\xff\xd8\xff a picture of sand at night"


def entrusted(**changes: Any) -> Any:
    """What somebody tells under the seal."""
    answers = {"what": "Ông A bảo kê hút cát ban đêm", "where": "khu phố 9", "contact": "Trần Văn Mật"}
    usual = {"track": "denunciation", "reporter_name": "Trần Văn Mật", "reporter_phone": "0987654321"}
    return draft(**{"answers": answers, **usual, **changes})


async def test_a_denunciation_is_sealed_and_no_ticket(stage: World) -> None:
    opened = await stage.desk.open(entrusted(conversation_id=await stage.citizen()), NOW)
    assert (opened.sealed, opened.track, opened.code[:3]) == (True, "denunciation", "PA-")
    for model in (Ticket, TicketEvent, TicketPromise):
        assert await stage.rows(model) == []


async def test_the_same_form_is_one_report(stage: World) -> None:
    form = entrusted()
    assert await stage.desk.open(form, NOW) == await stage.desk.open(form, NOW)
    assert len(await stage.rows(SealedReport)) == 1


async def test_neither_database_nor_files_nor_log_hold_a_word_of_it(
    stage: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    picture = stage.desk.files.put(PICTURE, "ảnh chụp.jpg")
    citizen = await stage.citizen()
    opened = await stage.desk.open(entrusted(files=(picture,), conversation_id=citizen), NOW)
    report = (await stage.rows(SealedReport))[0]
    await stage.desk.sealed.note(report.id, CHIEF.actor, "gặp Trần Văn Mật", NOW)
    await stage.desk.sealed.view(report.id, CHIEF.actor, NOW)
    await stage.desk.look(opened.code, opened.pin, NOW)
    stored = "\n".join([str(row) async for row in everything(stage)])
    written = b"".join(path.read_bytes() for path in stage.folder.rglob("*") if path.is_file())
    for word in SECRET_WORDS:
        assert word not in stored
        assert word.encode() not in written
        assert word not in caplog.text
    assert PICTURE not in written
    assert picture.sha256 not in stored
    assert await stage.desk.of_conversation(citizen) == []


async def everything(stage: World) -> Any:
    """Every row of every table."""
    async with stage.db.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name.startswith(("ticket", "sealed")):
                for row in await session.execute(select(table)):
                    yield row


async def test_whoever_may_read_it_reads_all_of_it_and_leaves_a_trace(stage: World) -> None:
    picture = stage.desk.files.put(PICTURE, "hình.jpg")
    await stage.desk.open(entrusted(files=(picture,), respondent_unit="Đội A"), NOW)
    [card] = (await stage.desk.sealed.page()).items
    await stage.desk.sealed.note(card.id, CHIEF.actor, "xem kỹ", NOW + DAY)
    view = await stage.desk.sealed.view(card.id, MINH.actor, NOW + DAY)
    assert view.body.answers["what"] == "Ông A bảo kê hút cát ban đêm"
    assert (view.body.reporter_name, view.body.respondent_unit) == ("Trần Văn Mật", "Đội A")
    lines = [(line.kind, line.actor_name, line.text) for _, line in view.events]
    assert lines == [("opened", "", ""), ("noted", "Chánh Văn phòng", "xem kỹ"), ("viewed", "Minh", "")]
    [file] = view.body.files
    assert await stage.desk.sealed.read_file(card.id, file.key, MINH.actor, NOW) == (file, PICTURE)


async def test_of_somebody_who_stays_anonymous_nothing_is_kept_under_the_seal_either(stage: World) -> None:
    await stage.desk.open(entrusted(anonymous=True, conversation_id=await stage.citizen()), NOW)
    [card] = (await stage.desk.sealed.page()).items
    body = (await stage.desk.sealed.view(card.id, CHIEF.actor, NOW)).body
    assert (body.reporter_name, body.reporter_phone, body.conversation_id) == ("", "", None)
    assert "contact" not in body.answers


async def test_a_picture_that_a_ticket_needs_stays_where_it_is(stage: World) -> None:
    picture = stage.desk.files.put(PICTURE, "hình.jpg")
    await stage.opened(files=(picture,))
    await stage.desk.open(entrusted(files=(picture,)), NOW)
    assert stage.desk.files.read(picture.sha256) == PICTURE


async def test_another_key_reads_nothing(stage: World, tmp_path: Path) -> None:
    await stage.desk.open(entrusted(), NOW)
    report = (await stage.rows(SealedReport))[0]
    stranger = SealedDesk(stage.db, "a key of somebody else", tmp_path, stage.desk.files)
    with pytest.raises(SealBroken):
        await stranger.view(report.id, LAN.actor, NOW)
    assert len(await stage.rows(SealedEvent)) == 1


async def test_who_handed_it_in_sees_how_far_it_has_come_and_no_word(stage: World) -> None:
    opened = await stage.desk.open(entrusted(), NOW)
    [card] = (await stage.desk.sealed.page()).items
    states = []
    for step in (None, stage.desk.sealed.view, stage.desk.sealed.hand_over, stage.desk.sealed.close):
        if step == stage.desk.sealed.view:
            await stage.desk.sealed.view(card.id, CHIEF.actor, NOW)
        elif step is not None:
            await step(card.id, CHIEF.actor, "chuyển Thanh tra tỉnh", NOW)
        seen = await stage.desk.look(opened.code, opened.pin, NOW)
        assert seen is not None
        assert (seen.summary, list(seen.events), seen.sealed) == ("", [], True)
        states.append(seen.state)
    assert states == [
        TicketState.NEW,
        TicketState.IN_PROGRESS,
        TicketState.TRANSFERRED,
        TicketState.CLOSED,
    ]


async def test_the_queue_knows_nothing_of_it(stage: World) -> None:
    await stage.desk.open(entrusted(), NOW)
    page = await stage.desk.queue(QueueFilter(states=(), search="cát"), 1, NOW)
    assert (list(page.items), page.total) == ([], 0)


async def test_steps_need_words_and_a_report(stage: World) -> None:
    await stage.desk.open(entrusted(), NOW)
    [card] = (await stage.desk.sealed.page()).items
    await stage.desk.sealed.close(card.id, CHIEF.actor, "đã chuyển hết", NOW)
    words = []
    for step in (
        stage.desk.sealed.note(card.id, CHIEF.actor, " ", NOW),
        stage.desk.sealed.hand_over(card.id, CHIEF.actor, "nữa", NOW),
        stage.desk.sealed.view(card.id + 1, CHIEF.actor, NOW),
    ):
        with pytest.raises(TransitionRefused) as refused:
            await step
        words.append(refused.value.word)
    assert words == [Refusal.NOTHING_SAID, Refusal.OVER, Refusal.NO_SUCH_TICKET]
