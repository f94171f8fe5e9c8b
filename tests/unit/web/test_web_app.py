"""The pages and the procedure API over real HTTP."""

from datetime import date

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.department import Department, Hotline
from bot.web.setup import setup_web
from procedures_kb.loader import KnowledgeBase
from tests.unit.web.records import knowledge_base

DEPARTMENT = Department(
    name="Sở <Thử> tỉnh Đồng Nai",
    short_name="Sở Thử",
    province="Đồng Nai",
    hotline=Hotline(name="Tổng đài", number="1022 99", hours="7 giờ đến 17 giờ"),
    portal_url="https://dichvucong.gov.vn",
)
SECRET_WORDS = "so can cuoc 079123456789"


async def break_down(request: web.Request) -> web.Response:
    raise RuntimeError(SECRET_WORDS)


async def break_down_midway(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(b"first")
    raise RuntimeError(SECRET_WORDS)


@pytest.fixture
def kb() -> KnowledgeBase:
    return knowledge_base()


@pytest.fixture
async def client(aiohttp_client, kb: KnowledgeBase) -> TestClient:
    app = web.Application()
    setup_web(
        app,
        knowledge_base=kb,
        department=DEPARTMENT,
        today=lambda: date(2026, 7, 1),
        public_url="https://chidan.example.vn/",
    )
    app.router.add_get("/api/broken", break_down)
    app.router.add_get("/broken", break_down)
    app.router.add_get("/api/broken/midway", break_down_midway)
    return await aiohttp_client(app)


async def test_the_chat_page_greets_with_the_departments_own_number(client: TestClient) -> None:
    answer = await client.get("/")
    page = await answer.text()
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-cache"
    assert 'href="tel:102299"' in page
    assert "7 giờ đến 17 giờ" in page
    assert "Sở &lt;Thử&gt;" in page


async def test_every_answer_carries_the_security_headers(client: TestClient) -> None:
    for path in (
        "/",
        "/api/procedures",
        "/static/chidan.css",
        "/no/such/page",
        "/api/broken",
        "/api/broken/midway",
    ):
        headers = (await client.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy, path
        assert "unsafe" not in policy, path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path


async def test_pages_hold_no_inline_script_or_style(client: TestClient) -> None:
    for path in ("/", "/thu-tuc/1.000001", "/no/such/page"):
        page = await (await client.get(path)).text()
        assert "style=" not in page
        assert "<style" not in page
        assert "onclick" not in page
        assert "<script>" not in page


async def test_an_asset_is_kept_for_ever_under_its_hash_and_asked_for_without(client: TestClient) -> None:
    page = await (await client.get("/")).text()
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    forever = await client.get(address)
    assert "immutable" in forever.headers["Cache-Control"]
    plain = await client.get("/static/chidan.css", headers={"Accept-Encoding": "identity"})
    assert plain.headers["Cache-Control"] == "no-cache"
    assert await plain.read() == await forever.read()
    again = await client.get("/static/chidan.css", headers={"If-None-Match": plain.headers["ETag"]})
    assert again.status == 304
    assert (await client.get("/static/chidan.css?v=000000000000")).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["..%2fsetup.py", "nothing.js", "templates", "chat.html"])
async def test_nothing_but_assets_is_served(client: TestClient, name: str) -> None:
    assert (await client.get(f"/static/{name}")).status == 404


async def test_a_failure_shows_no_trace_and_logs_no_words_of_a_citizen(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    program = await client.get("/api/broken")
    person = await client.get("/broken")
    assert program.status == person.status == 500
    assert (await program.json())["error"]["code"] == "internal_server_error"
    page = await person.text()
    assert "Máy đang trục trặc" in page
    assert "Traceback" not in page
    assert "RuntimeError" in caplog.text
    assert SECRET_WORDS not in caplog.text
    assert SECRET_WORDS not in page


async def test_a_stream_that_fails_midway_just_ends(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = await client.get("/api/broken/midway")
    assert await answer.read() == b"first"
    assert SECRET_WORDS not in caplog.text


async def test_what_is_not_there_is_told_in_the_form_the_caller_reads(client: TestClient) -> None:
    program = await client.get("/api/nothing")
    person = await client.get("/nothing")
    assert program.status == person.status == 404
    assert (await program.json())["error"]["code"] == "not_found"
    assert "Không có trang này" in await person.text()
    wrong_method = await client.post("/api/procedures")
    assert wrong_method.status == 405
    assert "GET" in wrong_method.headers["Allow"]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sang ten so do", "1.000001"),
        ("SANG TÊN SỔ ĐỎ", "1.000001"),
        ("1.000002", "1.000002"),
        ("khoan gieng", "1.000002"),
        ("gieng khoan o nha", "1.000002"),
        ("tach thua", "1.000003"),
    ],
)
async def test_search_finds_by_any_name(client: TestClient, query: str, first: str) -> None:
    found = await (await client.get("/api/procedures", params={"q": query})).json()
    assert found["procedures"][0]["code"] == first
    assert found["count"] == len(found["procedures"])


async def test_search_finds_nothing_where_nothing_fits(client: TestClient) -> None:
    assert (await (await client.get("/api/procedures", params={"q": "xyzzy"})).json())["procedures"] == []


@pytest.mark.parametrize("query", ["", "   ", "<script>alert(1)</script>", "\x00", "👍", "%", "a" * 200])
async def test_search_takes_anything(client: TestClient, query: str) -> None:
    assert (await client.get("/api/procedures", params={"q": query})).status == 200


async def test_search_refuses_a_query_nobody_types(client: TestClient) -> None:
    answer = await client.get("/api/procedures", params={"q": "a" * 201})
    assert answer.status == 422
    assert (await answer.json())["error"]["field"] == "q"


async def test_one_procedure_as_data(client: TestClient) -> None:
    record = await (await client.get("/api/procedures/1.000001")).json()
    assert record["facts"]["papers"]["items"][0]["name"] == "Đơn <b>đăng ký</b>"
    assert record["full"] is True
    unknown = await client.get("/api/procedures/9.999999")
    assert unknown.status == 404
    assert (await unknown.json())["error"]["code"] == "unknown_procedure"


async def test_the_card_shows_facts_with_source_date_and_doubt(client: TestClient) -> None:
    page = await (await client.get("/thu-tuc/1.000001")).text()
    for shown in (
        "Đơn &lt;b&gt;đăng ký&lt;/b&gt;",
        "1 bản chính, 2 bản sao",
        "mẫu số 18",
        "Trường hợp: Mua bán",
        "650.000 đồng",
        "Quyết định 1 &amp; 2",
        "dữ liệu tỉnh Đồng Nai",
        "kiểm tra ngày 10/06/2026",
        "Mẫu đơn có thể khác.",
        "có hiệu lực đến hết ngày 30/06/2026, nay đã hết hạn",
        "1022 99",
        "https://chidan.example.vn/thu-tuc/1.000001",
        'class="qr"',
    ):
        assert shown in page, shown


async def test_the_card_of_one_situation_leaves_out_the_papers_of_others(client: TestClient) -> None:
    page = await (await client.get("/thu-tuc/1.000001?truong_hop=sale")).text()
    assert "(1 thứ)" in page
    assert "Di chúc" not in page
    assert "https://chidan.example.vn/thu-tuc/1.000001?truong_hop=sale" in page
    for nonsense in ("none", "<script>", ""):
        every = await client.get("/thu-tuc/1.000001", params={"truong_hop": nonsense})
        assert every.status == 200
        assert "(2 thứ)" in await every.text()


async def test_the_card_tells_of_a_later_law_once_and_whom_to_call(client: TestClient) -> None:
    page = await (await client.get("/thu-tuc/1.000001")).text()
    assert page.count("Nay đã đổi. Cô/bác gọi 1022 99") == 1
    assert "Nay đã đổi" not in await (await client.get("/thu-tuc/1.000003")).text()


async def test_the_card_of_a_procedure_known_by_name_says_so(client: TestClient) -> None:
    page = await (await client.get("/thu-tuc/1.000003")).text()
    assert "chưa có giấy tờ, phí và thời gian" in page
    assert 'href="https://dichvucong.gov.vn/3"' in page


async def test_a_ministrys_procedure_leads_to_the_one_here_and_back(client: TestClient) -> None:
    page = await (await client.get("/thu-tuc/1.000009")).text()
    assert "do Bộ Nông nghiệp và Môi trường giải quyết, không nộp ở tỉnh" in page
    assert '<a href="/thu-tuc/1.000002">Khoan giếng</a>' in page
    assert "chưa có giấy tờ" not in page
    here = await (await client.get("/thu-tuc/1.000002")).text()
    assert "Giếng từ 5.000 m3 trở lên thì do Bộ" in here
    assert 'href="/thu-tuc/1.000009"' in here


async def test_the_search_finds_a_ministrys_procedure_after_the_one_here(client: TestClient) -> None:
    answer = await (await client.get("/api/procedures", params={"q": "khoan gieng"})).json()
    assert [(one["code"], one["level"]) for one in answer["procedures"]][:2] == [
        ("1.000002", "province"),
        ("1.000009", "ministry"),
    ]
    record = await (await client.get("/api/procedures/1.000009")).json()
    assert (record["level"], record["counterpart"], record["full"]) == ("ministry", "1.000002", False)


async def test_a_card_under_a_name_that_no_server_has(aiohttp_client, kb: KnowledgeBase) -> None:
    app = web.Application()
    setup_web(app, knowledge_base=kb, department=DEPARTMENT, today=lambda: date(2026, 7, 1))
    client = await aiohttp_client(app)
    card = "/thu-tuc/1.000001"
    assert (await client.get(card, headers={"Host": "a" * 4000})).status == 400
    assert (
        "http://so.example:8080/thu-tuc/1.000001"
        in await (await client.get(card, headers={"Host": "so.example:8080"})).text()
    )


async def test_an_unknown_card_is_a_page_that_leads_on(client: TestClient) -> None:
    answer = await client.get("/thu-tuc/%3Cscript%3E")
    assert answer.status == 404
    assert 'href="/"' in await answer.text()
