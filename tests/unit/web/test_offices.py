"""The offices of the department on a procedure's page."""

from datetime import date

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.department import Department, Hotline
from bot.offices import Office
from bot.web.setup import setup_web
from procedures_kb.loader import KnowledgeBase
from tests.unit.actions.offices import offices
from tests.unit.web.records import knowledge_base

SALE = "1.000001"


async def page(aiohttp_client, items: tuple[str, ...], known: tuple[Office, ...]) -> str:
    """The page of a procedure that is handed in there."""
    department = Department(
        name="Sở Thử",
        short_name="Sở Thử",
        province="Mẫu",
        hotline=Hotline(name="Tổng đài", number="1022"),
        portal_url="https://dichvucong.gov.vn",
        offices=known,
    )
    record = knowledge_base().get(SALE)
    assert record is not None
    assert record.place is not None
    placed = msgspec.structs.replace(record, place=msgspec.structs.replace(record.place, items=items))
    app = web.Application()
    setup_web(
        app,
        knowledge_base=KnowledgeBase([placed]),
        department=department,
        today=lambda: date(2026, 7, 1),
    )
    client: TestClient = await aiohttp_client(app)
    return await (await client.get(f"/thu-tuc/{SALE}")).text()


async def test_an_office_stands_with_address_hours_map_source_and_day(aiohttp_client) -> None:
    shown = await page(aiohttp_client, ("Văn phòng đăng ký đất đai",), offices())
    for told in (
        "Văn phòng đất đai mẫu",
        "Số 2 đường Mẫu",
        "8 giờ đến 17 giờ",
        'href="https://www.google.com/maps/search/?api=1&amp;query=S%E1%BB%91+2+%C4%91%C6%B0%E1%BB%9Dng+M%E1%BA%ABu"',
        "Quyết định mẫu",
        "kiểm tra ngày 22/11/2026",
    ):
        assert told in shown
    assert "Trung tâm Mẫu" not in shown


async def test_the_centres_of_communes_are_folded_away(aiohttp_client) -> None:
    shown = await page(aiohttp_client, ("Trung tâm của xã, phường",), offices())
    folded = shown[shown.index("<details") : shown.index("</details>")]
    assert "Trung tâm của từng xã, phường (1)" in folded
    assert "0251 111 111" in folded
    assert "Văn phòng đất đai mẫu" not in shown


@pytest.mark.parametrize("known", [(), offices()])
async def test_where_no_office_takes_it_there_is_no_heading(
    aiohttp_client, known: tuple[Office, ...]
) -> None:
    assert "<h2>Nơi nộp</h2>" not in await page(aiohttp_client, ("Sở Thử",), known)
