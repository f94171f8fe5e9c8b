"""Exports hold what the queue and the register hold, no formula, and nothing that is sealed."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import openpyxl

from bot.hotline.view import Draft
from bot.staff.repository import AuditFilter
from bot.storage.database import Database
from tests.integration.console.program import MORNING, Program, running_program
from tests.integration.staff.people import UNIT, Browser

FORMULA = '=HYPERLINK("http://x","bấm")'


def draft(form_id: str, track: str, **changes: object) -> Draft:
    answers = {
        "what": FORMULA,
        "where": "Tam Phước",
        "type": "Mùi hôi",
        "subject": "Xưởng X",
        "when": "hôm qua",
        "address": "12 Võ Thị Sáu",
    }
    values: dict[str, object] = {"reporter_name": "Lê Thị Sáu", "reporter_phone": "0912345678"}
    return Draft(form_id, track, answers, channel="webchat", **values | changes)  # type: ignore[arg-type]


async def head_of(program: Program) -> Browser:
    await program.console.hire("truong", "head", level="L3")
    return await program.console.signed_in("truong")


async def download(browser: Browser, path: str) -> bytes:
    response = await browser.client.get(path)
    assert response.status == 200
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    return await response.read()


def read(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))


async def test_the_register_has_what_the_law_wants_and_nothing_sealed(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        desk, now = program.part.desk, MORNING
        opened = await desk.open(draft("a", "pollution"), now)
        await desk.open(draft("b", "feedback_conduct", anonymous=True), now)
        await desk.open(draft("c", "question"), now)
        await desk.open(draft("d", "suggestion"), now - timedelta(days=400))
        await desk.open(draft("e", "feedback_conduct", respondent_unit=UNIT), now)
        sealed = await desk.open(draft("f", "denunciation"), now)
        head = await head_of(program)
        day = f"{now:%Y-%m-%d}"
        body = await download(head, f"/staff/exports/register.csv?from={day}&to={day}")
        rows = read(body)
        assert rows[0]["Mã phiếu"] == opened.code
        assert [row["Họ tên người phản ánh"] for row in rows] == ["Lê Thị Sáu", "Ẩn danh"]
        assert [row["Điện thoại"] for row in rows] == ["0912345678", ""]
        assert [row["Địa chỉ"] for row in rows] == ["12 Võ Thị Sáu", ""]
        assert [row["STT"] for row in rows] == ["1", "2"]
        assert rows[0]["Nội dung"] == f"'{FORMULA}"
        assert rows[0]["Loại chất thải, tiếng ồn"] == "Mùi hôi"
        assert rows[0]["Nơi xảy ra"] == "Tam Phước"
        assert rows[1]["Đơn vị, người bị phản ánh"] == "Xưởng X"
        assert "Quyết định 766" in rows[1]["Hạn trả lời và căn cứ"]
        assert sealed.sealed
        assert sealed.code not in body.decode("utf-8-sig")
        audit = await program.console.parts.audit.page(AuditFilter())
        assert ("exported", "register.csv 2") in [(one.action, one.object) for one in audit.entries]


async def test_the_queue_leaves_under_its_filter_without_a_name(db: Database, tmp_path: Path) -> None:
    async with running_program(db, tmp_path) as program:
        await program.part.desk.open(draft("a", "pollution"), MORNING)
        await program.part.desk.open(draft("b", "suggestion"), MORNING)
        head = await head_of(program)
        body = await download(head, "/staff/exports/queue.csv?track=pollution")
        [row] = read(body)
        assert row["Nội dung"] == f"'{FORMULA}"
        assert "Sáu" not in body.decode("utf-8-sig")
        sheet = openpyxl.load_workbook(io.BytesIO(await download(head, "/staff/exports/queue.xlsx"))).active
        assert sheet is not None
        assert sheet.max_row == 3
        assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


async def test_the_page_explains_a_day_that_is_none_and_shows_itself_to_heads_alone(
    db: Database, tmp_path: Path
) -> None:
    async with running_program(db, tmp_path) as program:
        head = await head_of(program)
        assert (await head.get("/staff/exports")).status == 200
        assert (await head.get("/staff/exports/register.csv?from=31-02")).status == 422
        await program.console.hire("minh", "specialist")
        minh = await program.console.signed_in("minh")
        for path in ("/staff/exports", "/staff/exports/register.csv", "/staff/exports/queue.xlsx"):
            assert (await minh.get(path)).status == 403
