"""Officers switch things off and judge turns on their pages; forms that cannot be taken keep their words."""

import asyncio
from pathlib import Path

import yaml

from bot.conversation.nlu import NluAnswer
from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta, Reply
from bot.storage.database import Database
from tests.integration.console.program import running_program


async def test_a_channel_is_silent_within_two_seconds_and_answers_again(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        await program.console.hire("admin", "administrator")
        admin = await program.console.signed_in("admin")
        page = await program.citizen()
        assert (await page.ask("phí"))["meta"]["outcome"] == "answered"
        off = await admin.post("/staff/switches", {"what": "channel:webchat", "reason": "Bảo trì"})
        assert (off.status, off.headers["Location"]) == (303, "/staff/switches?done=off")
        answer = await page.ask("phí")
        assert answer["meta"]["outcome"] == "switched_off"
        assert "1900 0000" in answer["replies"][0]["text"]
        listed = (await admin.get("/staff/switches")).text
        assert "Kênh Trang trò chuyện" in listed
        assert "Bảo trì" in listed
        [number] = [one.id for one in await program.part.switches.listed()]
        await admin.post(f"/staff/switches/{number}/on")
        assert (await page.ask("phí"))["meta"]["outcome"] == "answered"
        assert "Trần Thị Lan bật lại" in (await admin.get("/staff/switches")).text


async def test_a_switch_made_elsewhere_holds_here_within_two_seconds(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as here, running_program(db, tmp_path / "b") as there:
        await here.console.hire("admin", "administrator")
        admin = await here.console.signed_in("admin")
        await admin.post("/staff/switches", {"what": "bot:", "reason": "Bảo trì"})
        await asyncio.sleep(2)
        assert there.part.switches.bot_is_off()


async def test_a_switch_for_nothing_is_refused_and_the_form_comes_back(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        await program.console.hire("admin", "administrator")
        admin = await program.console.signed_in("admin")
        wrong = {"what": "procedure:", "procedure": "9.99", "reason": 'sai "phí" <b>'}
        answer = await admin.post("/staff/switches", wrong)
        assert answer.status == 422
        assert "Không có mục này để tắt" in answer.text
        assert "sai &#34;phí&#34; &lt;b&gt;</textarea>" in answer.text
        for form in ({"what": "moon:x"}, {"what": "bot:", "from": "hôm qua"}, {}):
            assert (await admin.post("/staff/switches", {"reason": "x", **form})).status == 422
        assert await program.part.switches.listed() == []


async def test_an_unknown_question_is_judged_and_comes_out_as_a_training_sentence(
    db: Database, tmp_path: Path
) -> None:
    async with running_program(db, tmp_path) as program:
        program.nlu.scripted["coi dùm giấy hẹn"] = NluAnswer(
            Outcome.UNKNOWN, (Reply("Dạ?"),), Meta(intent="off_topic", intent_confidence=0.2)
        )
        await (await program.citizen()).ask("coi dùm giấy hẹn")
        await program.console.hire("truong", "head", level="L3")
        head = await program.console.signed_in("truong")
        shown = (await head.get("/staff/review")).text
        assert "coi dùm giấy hẹn</textarea>" in shown
        number = shown.split("/staff/review/turns/", 1)[1].split('"', 1)[0]
        wrong = {"text": "coi dùm", "intent": "ask_fee", "procedure": "9.99"}
        refused = await head.post(f"/staff/review/turns/{number}", wrong)
        assert refused.status == 422
        assert "coi dùm</textarea>" in refused.text
        right = {"text": "coi dùm giấy hẹn", "intent": "status", "procedure": ""}
        assert (await head.post(f"/staff/review/turns/{number}", right)).status == 303
        file = await head.get("/staff/review/labelled.yml")
        assert file.headers["Content-Disposition"] == 'attachment; filename="labelled.yml"'
        assert yaml.safe_load(file.text)["nlu"] == [{"intent": "status", "examples": "- coi dùm giấy hẹn\n"}]
        assert "coi dùm" not in (await head.get("/staff/review")).text
