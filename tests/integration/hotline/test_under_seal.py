"""A ticket that turns out to be a denunciation leaves nothing in the open."""

from dataclasses import replace

import pytest

from bot.hotline.model import Ticket, TicketEvent, TicketFile
from bot.hotline.promise import TicketAlarm, TicketPromise
from bot.hotline.queue import QueueFilter
from bot.hotline.sealed_model import SealedReport
from bot.hotline.states import Conflict, ConflictOfInterest, Happened, Refusal, TicketState, TransitionRefused
from tests.integration.hotline.test_sealed import PICTURE, SECRET_WORDS, entrusted, everything
from tests.integration.hotline.world import CHIEF, DAY, HOUR, LAN, MINH, NOW, World


async def test_not_a_word_stays_in_the_open_and_the_inspector_reads_all(stage: World) -> None:
    citizen = await stage.citizen()
    picture = stage.desk.files.put(PICTURE, "ảnh chụp.jpg")
    draft = replace(entrusted(files=(picture,), conversation_id=citizen), track="feedback_conduct")
    opened = await stage.desk.open(draft, NOW)
    ticket = await stage.ticket(opened)
    await stage.desk.note(ticket.id, LAN.actor, "gặp Trần Văn Mật", NOW)
    version = (await stage.ticket(opened)).version
    report = await stage.desk.seal(ticket.id, CHIEF.actor, "Là tin tố cáo", version, NOW + HOUR)
    for model in (Ticket, TicketEvent, TicketPromise, TicketAlarm, TicketFile):
        assert await stage.rows(model) == []
    stored = "\n".join([str(row) async for row in everything(stage)])
    written = b"".join(path.read_bytes() for path in stage.folder.rglob("*") if path.is_file())
    assert not [word for word in SECRET_WORDS if word in stored or word.encode() in written]
    assert PICTURE not in written
    view = await stage.desk.sealed.view(report, CHIEF.actor, NOW + HOUR)
    assert view.body.answers["what"] == "Ông A bảo kê hút cát ban đêm"
    assert view.body.reporter_phone == "0987654321"
    lines = [(line.kind, line.actor_name, line.text) for _, line in view.events]
    assert lines[0][0] == Happened.OPENED
    assert (Happened.NOTED, "Lan", "gặp Trần Văn Mật") in lines
    assert (Happened.SEALED, "Chánh Văn phòng", "Là tin tố cáo") in lines
    _, content = await stage.desk.sealed.read_file(report, view.body.files[0].key, CHIEF.actor, NOW)
    assert content == PICTURE


async def test_its_clock_runs_from_the_receipt_and_code_and_pin_open_it_still(stage: World) -> None:
    citizen = await stage.citizen()
    opened = await stage.opened(conversation_id=citizen)
    ticket = await stage.ticket(opened)
    await stage.desk.seal(ticket.id, CHIEF.actor, "Tố cáo", ticket.version, NOW + DAY)
    direct = await stage.desk.open(entrusted(), NOW)
    sealed, told = await stage.rows(SealedReport)
    assert (sealed.due_at, sealed.created_at) == (told.due_at, NOW)
    seen = await stage.desk.look(opened.code, opened.pin, NOW + DAY)
    assert seen is not None
    assert (seen.sealed, seen.summary, seen.events) == (True, "", ())
    assert direct.code != opened.code
    assert await stage.desk.of_conversation(citizen) == []
    assert stage.mouth.said == []
    assert (await stage.desk.queue(QueueFilter(states=tuple(TicketState)), 1, NOW + DAY)).total == 0


async def test_what_was_merged_into_it_goes_along(stage: World) -> None:
    first, second = await stage.opened(), await stage.opened()
    one, other = await stage.ticket(first), await stage.ticket(second)
    await stage.desk.merge(other.id, LAN.actor, one.code, other.version, NOW)
    version = (await stage.ticket(first)).version
    await stage.desk.seal(one.id, CHIEF.actor, "Tố cáo", version, NOW)
    assert await stage.rows(Ticket) == []
    assert {report.code for report in await stage.rows(SealedReport)} == {first.code, second.code}


async def test_a_picture_that_another_ticket_needs_stays(stage: World) -> None:
    picture = stage.desk.files.put(PICTURE, "hình.jpg")
    await stage.opened(files=(picture,))
    ticket = await stage.ticket(await stage.opened(files=(picture,)))
    await stage.desk.seal(ticket.id, CHIEF.actor, "Tố cáo", ticket.version, NOW)
    assert stage.desk.files.read(picture.sha256) == PICTURE


async def test_what_cannot_be_changes_nothing(stage: World) -> None:
    opened = await stage.assigned(MINH, respondent_unit="Phòng Tài nguyên nước")
    ticket = await stage.ticket(opened)
    with pytest.raises(TransitionRefused) as refused:
        await stage.desk.seal(ticket.id, CHIEF.actor, " ", ticket.version, NOW)
    assert refused.value.word is Refusal.NOTHING_SAID
    with pytest.raises(Conflict):
        await stage.desk.seal(ticket.id, CHIEF.actor, "Tố cáo", ticket.version - 1, NOW)
    accused = replace(CHIEF, unit="Phòng Tài nguyên nước")
    with pytest.raises(ConflictOfInterest):
        await stage.desk.seal(ticket.id, accused.actor, "Tố cáo", ticket.version, NOW)
    await stage.desk.close(ticket.id, MINH.actor, "solved", "Xong", ticket.version, NOW)
    closed = await stage.ticket(opened)
    with pytest.raises(TransitionRefused) as refused:
        await stage.desk.seal(ticket.id, CHIEF.actor, "Tố cáo", closed.version, NOW)
    assert refused.value.word is Refusal.OVER
    assert await stage.rows(SealedReport) == []
