"""A head sees how far each wave has come, begins one, and takes its log away."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.console_wiring import StaffFrame, behind_permissions
from bot.language.places import Places
from bot.staff.model import AuditEntry
from bot.staff.parts import STAFF
from bot.staff.wording import load_wording
from bot.storage.database import Database
from bot.surveys.instrument import load_instruments
from bot.surveys.inviting import NOT_DRAWN, REVERTED
from bot.surveys.model import InvitationState, SurveyWave
from bot.surveys.routes_entry import CALLED, ENTERED_FORM
from bot.surveys.routes_waves import BEGAN, EXPORTED, WavePages
from bot.surveys.sampling import draw
from bot.surveys.waves import Waves
from bot.surveys_wiring import SampleCuts
from tests.integration.staff.people import Console, HandClock, console_app, knowledge_base
from tests.integration.surveys.answering_world import NOW, survey_world
from tests.integration.surveys.place import Place

PATH = "/staff/surveys"
FORM = {
    "name": "Quý 4",
    "subject": "dossier",
    "form": "short",
    "begins_on": "2026-11-27",
    "ends_on": "2026-12-31",
    "share": "100",
}


@pytest.fixture
async def place(db: Database) -> AsyncIterator[Place]:
    clock = HandClock()
    app = console_app(db, clock)
    cuts = SampleCuts(knowledge_base(), Places(()), ["zalo", "webchat"])
    pages = WavePages(Waves(db, load_instruments(), cuts), cuts, StaffFrame(app[STAFF].directory), clock)
    app.router.add_routes(behind_permissions(pages.pages()))
    async with TestServer(app) as server:
        console = Console(app, db, server)
        yield Place(console, survey_world(db))
        await console.close()


async def many(place: Place, how_many: int, **changes: Any) -> None:
    for _ in range(how_many):
        await place.world.invited(**changes)


async def test_every_page_asks_for_the_permission(place: Place) -> None:
    stranger, lan = await place.citizen(), await place.officer("hotline")
    for path in (PATH, f"{PATH}/1", f"{PATH}/1/sample.csv"):
        assert (await stranger.get(path)).status == 303, path
        assert (await lan.get(path)).status == 403, path
    assert (await lan.post(PATH, FORM)).status == 403


async def test_nothing_has_begun_yet(place: Place) -> None:
    hoa = await place.officer("head")
    page = await hoa.get(PATH)
    assert "Chưa có đợt nào" in page.text
    for path in (f"{PATH}/4711", f"{PATH}/4711/sample.csv"):
        assert (await hoa.get(path)).status == 404


async def test_a_wave_is_shown_by_strata_with_answers_in_tens(place: Place) -> None:
    hoa = await place.officer("head")
    await many(place, 13, state=InvitationState.DONE, sent_at=None, answered_on=NOW.date())
    await many(place, 4)
    await many(place, 2, commune="Long Bình", state=InvitationState.DONE)
    await many(place, 3, commune="Long Bình", state=InvitationState.DROPPED, reason=NOT_DRAWN, sent_at=None)
    await many(place, 5, state=InvitationState.DROPPED, reason=REVERTED, sent_at=None)
    page = await hoa.get(f"{PATH}/1")
    rows = [_cells(row) for row in page.text.split("<tr>")[2:]]
    assert rows == [
        ["Cả đợt", "22", "19", "19", "từ 10", "từ 52 %"],
        ["Đất đai", "Trấn Biên", "Không qua chat", "17", "17", "17", "từ 10", "từ 58 %"],
        ["Đất đai", "Long Bình", "Không qua chat", "5", "2", "2", "dưới 10", "chưa nêu"],
    ]
    assert "a seed" in page.text
    everything = await hoa.get(PATH)
    assert "từ 52 %" in everything.text
    assert "đang chạy" in everything.text


async def test_the_log_lets_anybody_draw_again_and_tells_no_answer(place: Place) -> None:
    hoa = await place.officer("head")
    number = await place.world.invited(drawn=draw("a seed", "dossier", 1), state=InvitationState.DONE)
    row = await place.world.invitation(number)
    left_out = {"state": InvitationState.DROPPED, "reason": NOT_DRAWN, "sent_at": None}
    await place.world.invited(field="=cmd", **left_out)
    file = await hoa.get(f"{PATH}/1/sample.csv")
    head, first, second = file.text.lstrip("\ufeff").splitlines()
    assert head == "Chu_de_rut,Ngay_xong,Linh_vuc,Dia_ban,Kenh,So_rut,Ty_le,Duoc_chon"
    assert first == f"dossier {row.subject_id},2026-11-25,Đất đai,Trấn Biên,,{row.drawn},1.0,1"
    assert second.endswith(",0")
    assert ",=cmd" not in second
    noted = [one.object for one in await place.world.rows(AuditEntry) if one.action == "exported"]
    assert noted == ["survey sample 2026-short 2"]


async def test_a_head_begins_a_wave_that_takes_what_is_finished_from_now_on(place: Place) -> None:
    hoa = await place.officer("head")
    shares = {"share": "20", "field0": "Đất đai", "channel0": "zalo", "share0": "5,5"}
    shares |= {"channel7": "none", "share7": "100"}
    done = await hoa.post(PATH, FORM | shares)
    assert done.status == 303
    page = await hoa.get(done.headers["Location"])
    assert "Đất đai, Zalo 5,5 %" in page.text
    assert "Còn lại 20 %" in page.text
    [wave] = await place.world.rows(SurveyWave)
    told = (wave.method, wave.begins_on, wave.form, wave.shares)
    asked = {"*|*|*": 0.2, "Đất đai|*|zalo": 0.055, "*|*|": 1.0}
    assert told == ("stratified", NOW.date(), "short", asked)
    assert "Không qua chat 100 %" in page.text
    assert "theo tầng" in (await hoa.get(PATH)).text
    assert wave.seed in page.text
    assert BEGAN in [one.action for one in await place.world.rows(AuditEntry)]


def test_the_audit_has_words_for_what_is_done_with_surveys() -> None:
    for action in (BEGAN, EXPORTED, ENTERED_FORM, CALLED):
        assert load_wording().action(action) != action


async def test_what_is_refused_is_kept_and_explained(place: Place) -> None:
    hoa = await place.officer("head")
    await hoa.post(PATH, FORM)
    for changes, says in (
        ({}, "Tên này đã có"),
        ({"name": '<script>alert("x")</script>', "share": "nhiều"}, "từ 0 đến 100"),
        ({"name": "Khác", "ends_on": "hôm qua"}, "Đợt bắt đầu"),
        ({"name": "Khác", "field0": "question", "share0": "5"}, "Chọn lại nhóm"),
    ):
        page = await hoa.post(PATH, FORM | changes)
        assert page.status == 422
        assert says in page.text
        assert '<script>alert("x")' not in page.text
    assert len(await place.world.rows(SurveyWave)) == 1


async def test_how_large_a_sample_has_to_be(place: Place) -> None:
    hoa = await place.officer("head")
    assert "Cần 371 câu trả lời" in (await hoa.get(f"{PATH}?people=5000&error=5")).text
    for query in ("people=x", "people=99999999999", "people=5000&error=0", "people=-1"):
        assert (await hoa.get(f"{PATH}?{query}")).status == 200


def _cells(row: str) -> list[str]:
    """The words of each cell."""
    pieces = [piece.split(">", 1)[1] for piece in row.replace("<th ", "<td ").split("<td")[1:]]
    return [piece.split("</t")[0].strip() for piece in pieces]
