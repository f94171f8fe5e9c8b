"""An officer answers in the citizen's own chat: from the call to the assistant's return, over real HTTP."""

import asyncio
from pathlib import Path

from bot.hotline.queue import QueueFilter
from bot.storage.database import Database
from tests.fakes.chat_page import ChatPage
from tests.integration.console.program import CODE, NIGHT, Program, running_program


async def called(program: Program) -> tuple[ChatPage, str]:
    """A citizen who waits, and the address of the conversation."""
    page = await program.citizen()
    await page.ask("xin chào")
    await page.ask("gặp cán bộ")
    await page.read(2)
    [one] = await program.part.live.desk.waiting()
    return page, f"/staff/live/{one.id}"


async def test_a_citizen_is_answered_by_a_person_and_then_by_the_assistant_again(
    db: Database, tmp_path: Path
) -> None:
    async with running_program(db, tmp_path) as program:
        await program.console.hire("lan", "hotline", level="L1")
        lan = await program.console.signed_in("lan")
        page, address = await called(program)
        listed = await lan.get("/staff/live")
        assert f"{address}/take" in listed.text
        assert (await lan.post(f"{address}/take")).status == 303
        assert "cán bộ trực đã vào" in (await page.read(1))[0]["text"]
        assert "xin chào" in (await lan.get(address)).text

        assert (await lan.post(f"{address}/say", {"text": "Chào cô, tôi nghe đây"})).status == 303
        assert (await page.read(1))[0]["text"] == "Chào cô, tôi nghe đây"
        asked = len(program.nlu.asked)
        answer = await page.ask("<script>alert(1)</script> số tôi 0912345678")
        assert (answer["replies"], answer["meta"]["outcome"]) == ([], "handed_over")
        assert len(program.nlu.asked) == asked
        shown = (await lan.get(f"{address}/lines")).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; số tôi 0912345678" in shown
        assert "<script>alert" not in shown

        assert (await lan.post(f"{address}/give-back")).status == 303
        assert "em trả lời tiếp" in (await page.read(1))[0]["text"]
        assert (await page.ask("phí"))["meta"]["outcome"] == "answered"


async def test_a_second_officer_hears_who_has_it_and_keeps_the_words(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        await program.console.hire("lan", "hotline", level="L1")
        await program.console.hire("minh", "hotline", level="L1", name="Lê Văn Minh")
        lan, minh = await program.console.signed_in("lan"), await program.console.signed_in("minh")
        _, address = await called(program)
        await lan.post(f"{address}/take")
        taken = await minh.post(f"{address}/take")
        assert taken.status == 409
        assert "Trần Thị Lan đang trò chuyện" in taken.text
        said = await minh.post(f"{address}/say", {"text": "lời của Minh"})
        assert said.status == 409
        assert "lời của Minh</textarea>" in said.text
        assert (await minh.get("/staff/live/999")).status == 404


async def test_out_of_hours_the_citizen_gets_the_code_of_a_ticket_that_officers_find(
    db: Database, tmp_path: Path
) -> None:
    async with running_program(db, tmp_path, NIGHT) as program:
        page = await program.citizen()
        await page.ask("sổ đỏ của tôi bị sai tên")
        await page.ask("gặp cán bộ")
        told = "\n".join(reply["text"] for reply in await page.read(5))
        [code] = CODE.findall(told)
        assert "(dự kiến)" in told
        queue = await program.part.desk.queue(QueueFilter(), 1, NIGHT)
        [ticket] = queue.items
        assert ticket.code == code
        assert "Người dân: sổ đỏ của tôi bị sai tên" in ticket.summary
        await asyncio.sleep(1.5)
        assert (await program.part.desk.queue(QueueFilter(), 1, NIGHT)).total == 1


async def test_a_role_that_answers_nobody_does_not_read_conversations(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        await program.console.hire("admin", "administrator")
        admin = await program.console.signed_in("admin")
        _, address = await called(program)
        assert (await admin.get("/staff/live")).status == 403
        assert (await admin.get(address)).status == 403
