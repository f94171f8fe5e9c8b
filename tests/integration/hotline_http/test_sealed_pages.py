"""Reports under the seal: one role reads them, each look is written down, and they are nowhere else."""

import re

import pytest

from bot.hotline.files import FileStore
from tests.integration.hotline.world import draft
from tests.integration.hotline_http.place import Place

SECRET_WORDS = "Cán bộ bắt nộp thêm giấy"
JPEG = b"\xff\xd8\xff\xe0 a picture"
REPORT = "/staff/sealed/1"


async def sealed(place: Place) -> str:
    """A denunciation with a picture; its code."""
    store: FileStore = place.tickets.desk.files
    file = store.put(JPEG, "bang chung.jpg")
    handed_in = draft(track="denunciation", files=[file])
    return (await place.tickets.desk.open(handed_in, place.tickets.clock())).code


async def test_the_inspector_reads_it_with_its_file_and_hands_it_over(place: Place) -> None:
    inspector = await place.officer("inspector")
    code = await sealed(place)
    assert code in (await inspector.get("/staff/sealed")).text
    page = await inspector.get(REPORT)
    for words in (SECRET_WORDS, "Nguyễn Thị Bưởi", "phường Trấn Biên"):
        assert words in page.text, words
    file = re.findall(REPORT + r"/files/[0-9a-f]{32}", page.text)[0]
    response = await inspector.client.get(file)
    assert await response.read() == JPEG
    assert response.headers["Content-Disposition"].startswith("attachment; ")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    answer = await inspector.post(f"{REPORT}/hand-over", {"text": "Trao tay Chánh Thanh tra"})
    assert answer.status == 303
    page = await inspector.get(answer.headers["Location"])
    assert "Đã ghi việc chuyển." in page.text
    assert "Trao tay Chánh Thanh tra" in page.text
    assert "Đã chuyển người có thẩm quyền" in page.text


async def test_every_look_is_written_down_in_both_books(place: Place) -> None:
    inspector = await place.officer("inspector", name="Phạm Thanh")
    code = await sealed(place)
    await inspector.get(REPORT)
    page = await inspector.get(REPORT)
    assert page.text.count("Phạm Thanh") >= 3  # the bar, and two looks
    audit = (await inspector.get("/staff/audit")).text
    assert audit.count("sealed 1") == 2
    assert code not in audit


@pytest.mark.parametrize("role", ["hotline", "specialist", "head", "administrator"])
async def test_no_other_role_sees_anything_of_it(place: Place, role: str) -> None:
    officer = await place.officer(role)
    code = await sealed(place)
    for path in ("/staff/sealed", REPORT, f"{REPORT}/files/{'0' * 32}"):
        page = await officer.get(path)
        assert page.status == 403, path
        assert code not in page.text
    for name in ("note", "hand-over", "close"):
        assert (await officer.post(f"{REPORT}/{name}", {"text": "x"})).status == 403
    for path in ("/staff/queue?state=all", f"/staff/queue?state=all&q={code}", "/staff/queue?q=giay"):
        page = await officer.get(path)
        if page.status == 200:
            assert "0 phiếu." in page.text
            assert "Đang mở <strong>0</strong>" in page.text


async def test_it_is_no_ticket_for_the_inspector_either(place: Place) -> None:
    inspector = await place.officer("inspector")
    await sealed(place)
    assert "0 phiếu." in (await inspector.get("/staff/queue?state=all")).text
    assert (await inspector.get("/staff/tickets/1")).status == 404


async def test_words_that_are_missing_are_asked_for_and_words_are_kept(place: Place) -> None:
    inspector = await place.officer("inspector")
    await sealed(place)
    assert (await inspector.post(f"{REPORT}/note", {"text": "  "})).status == 422
    await inspector.post(f"{REPORT}/close", {"text": "Xong"})
    late = await inspector.post(f"{REPORT}/hand-over", {"text": "Chuyển công an tỉnh"})
    assert late.status == 422
    assert "đã kết thúc" in late.text
    assert "Chuyển công an tỉnh" in late.text


@pytest.mark.parametrize("path", ["/staff/sealed/99", "/staff/sealed/x", f"{REPORT}/files/{'0' * 32}"])
async def test_what_is_not_there_is_not_found(place: Place, path: str) -> None:
    inspector = await place.officer("inspector")
    await sealed(place)
    assert (await inspector.get(path)).status == 404
