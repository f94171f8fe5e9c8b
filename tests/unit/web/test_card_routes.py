"""The files of a card over real HTTP."""

from datetime import date

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.cards.printer import PrinterBusy
from bot.web import keys
from bot.web.setup import setup_web
from tests.unit.cards.reading import picture_size, spaceless, words_of
from tests.unit.web.records import knowledge_base
from tests.unit.web.test_web_app import DEPARTMENT


@pytest.fixture
async def app() -> web.Application:
    app = web.Application()
    setup_web(
        app,
        knowledge_base=knowledge_base(),
        department=DEPARTMENT,
        today=lambda: date(2026, 7, 1),
        public_url="https://chidan.example.vn/",
    )
    return app


@pytest.fixture
async def client(aiohttp_client, app: web.Application) -> TestClient:
    return await aiohttp_client(app)


async def test_the_sheet_is_of_the_case_in_the_address(client: TestClient) -> None:
    answer = await client.get("/thu-tuc/1.000001/the.pdf?truong_hop=inheritance")
    assert answer.status == 200
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"] == 'inline; filename="the-1.000001.pdf"'
    words = words_of(await answer.read())
    assert spaceless("Trường hợp: Thừa kế") in words
    assert spaceless("Di chúc") in words
    assert spaceless("Đơn <b>đăng ký</b>") not in words


async def test_the_picture_is_a_picture(client: TestClient) -> None:
    answer = await client.get("/thu-tuc/1.000001/the.png")
    assert answer.content_type == "image/png"
    assert picture_size(await answer.read())[0] == 800


async def test_who_has_the_card_already_is_not_sent_it_again(client: TestClient) -> None:
    record = await (await client.get("/api/procedures/1.000001")).json()
    address = "/thu-tuc/1.000001/the.png?truong_hop=sale"
    first = await client.get(address)
    tag = first.headers["ETag"]
    assert tag.startswith(f'"{record["version"]}-')
    assert first.headers["Cache-Control"] == "no-cache"
    again = await client.get(address, headers={"If-None-Match": tag})
    assert (again.status, again.headers["ETag"]) == (304, tag)
    other = await client.get("/thu-tuc/1.000001/the.png", headers={"If-None-Match": tag})
    assert other.status == 200


@pytest.mark.parametrize("code", ["9.999999", "1.000002"])
@pytest.mark.parametrize("file", ["the.pdf", "the.png"])
async def test_what_is_not_known_has_no_card(client: TestClient, code: str, file: str) -> None:
    answer = await client.get(f"/thu-tuc/{code}/{file}")
    assert answer.status == 404
    assert "Không có trang này" in await answer.text()


@pytest.mark.parametrize("told", ["nothing", "~", ",,,", "sale,inheritance", "%00", "#read", "a" * 3000])
async def test_any_case_in_the_address_is_taken(client: TestClient, told: str) -> None:
    answer = await client.get("/thu-tuc/1.000001/the.pdf", params={"truong_hop": told})
    assert answer.status == 200


async def test_a_busy_printer_asks_to_come_again(
    client: TestClient, app: web.Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_asked: object) -> bytes:
        raise PrinterBusy

    monkeypatch.setattr(app[keys.CARD_PRINTER], "file", busy)
    answer = await client.get("/thu-tuc/1.000001/the.pdf")
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0


async def test_the_page_leads_to_the_card_of_its_case(client: TestClient) -> None:
    page = await (await client.get("/thu-tuc/1.000001?truong_hop=sale")).text()
    assert 'href="/thu-tuc/1.000001/the.pdf?truong_hop=sale"' in page
    assert 'href="/thu-tuc/1.000001/the.png?truong_hop=sale"' in page
    by_name = await (await client.get("/thu-tuc/1.000002")).text()
    assert "the.pdf" not in by_name
