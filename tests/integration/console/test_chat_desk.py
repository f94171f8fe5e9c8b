"""What the chat does at the desk: a person is known by the conversation, and photos only by who sent them."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversation.model import InboxMessage, Turn
from bot.hotline.photo_shelf import PhotoShelf
from bot.hotline.states import TransitionRefused
from bot.hotline.view import Draft
from bot.storage.database import Database
from tests.integration.console.program import MORNING, running_program
from tests.integration.dossiers.people import new_person

JPEG = b"\xff\xd8\xff" + b"a picture" * 20
TOLD = {"what": "Xưởng xả nước đen ra rạch", "where": "Tam Phước"}


async def test_a_form_comes_in_once_with_the_photos_of_its_own_person(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        desk, shelf = program.part.tickets, program.part.shelf
        an, binh = await new_person(db, "webchat"), await new_person(db, "webchat")
        own, strange = await shelf.put(an, JPEG), await shelf.put(binh, JPEG + b"x")
        assert own is not None
        assert strange is not None
        own, strange = own.sha256, strange.sha256
        draft = Draft("form-1", "pollution", TOLD)
        opened = await desk.open(an, draft, [own, strange, "../../etc"], now=MORNING)
        again = await desk.open(an, draft, [own], now=MORNING + timedelta(seconds=5))
        assert (again.code, again.pin) == (opened.code, opened.pin)
        view = await program.part.desk.by_code(opened.code)
        assert view is not None
        assert [file.sha256 for file in view.files] == [own]
        assert view.ticket.channel == "webchat"
        assert program.part.desk.files.read(own) == JPEG


async def test_a_person_sees_and_changes_only_their_own_tickets(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        desk = program.part.tickets
        an, binh = await new_person(db, "webchat"), await new_person(db, "webchat")
        opened = await desk.open(an, Draft("form-1", "pollution", TOLD), [], now=MORNING)
        assert [one.code for one in await desk.mine(an)] == [opened.code]
        assert await desk.mine(binh) == []
        with pytest.raises(TransitionRefused):
            await desk.withdraw(binh, opened.code, "", now=MORNING)
        with pytest.raises(TransitionRefused):
            await desk.mine("a name that nobody has")
        await desk.add(an, opened.code, "Sáng nay lại xả", now=MORNING)
        assert (await desk.withdraw(an, opened.code, "", now=MORNING)).state == "withdrawn"


async def test_what_is_being_told_is_locked(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        desk = program.part.tickets
        locked = desk.lock('{"what":"Xưởng xả nước đen"}')
        assert "Xưởng" not in locked
        assert desk.unlock(locked) == '{"what":"Xưởng xả nước đen"}'
        assert desk.unlock("nothing of ours") is None


async def test_a_phone_number_comes_to_the_form_locked_and_stands_nowhere_else(
    db: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "chidan")
    async with running_program(db, tmp_path) as program:
        page = await program.citizen()
        await page.ask("Ba, 0912 345 678")
        locked = program.nlu.phones[-1]
        assert locked is not None
        assert program.part.tickets.unlock(locked) == "0912345678"
        assert program.nlu.asked[-1] == "Ba, [số điện thoại]"
    async with db.reading() as session:
        kept = [*await session.scalars(select(InboxMessage.text)), *await session.scalars(select(Turn.text))]
    assert kept == ["Ba, [số điện thoại]"] * 2
    assert "345" not in caplog.text


async def test_photos_of_forms_that_nobody_sent_are_forgotten_after_a_day(tmp_path: Path) -> None:
    shelf = PhotoShelf(tmp_path / "shelf")
    old, new = await shelf.put("an", JPEG), await shelf.put("binh", JPEG)
    assert old is not None
    assert new is not None
    assert (old, old.is_new, new.is_new) == (new, True, True)
    again = await shelf.put("an", JPEG)
    assert again is not None
    assert not again.is_new
    for file in (tmp_path / "shelf").glob(f"{shelf.folder_of('an')}/**/*"):
        os.utime(file, (1_000, 1_000))
    shelf.tidy(before=2_000)
    assert [one.name for one in (tmp_path / "shelf").iterdir()] == [shelf.folder_of("binh")]
    assert await shelf.put("an", b"MZ a program") is None
