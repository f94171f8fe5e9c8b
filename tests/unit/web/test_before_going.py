"""What to look at before going, on the page of one procedure: on the screen and printed."""

from datetime import date

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.web.setup import setup_web
from procedures_kb.loader import KnowledgeBase
from procedures_kb.return_reasons import Check, Reason, ReturnReasons
from procedures_kb.ties import Tie
from tests.unit.web.records import knowledge_base
from tests.unit.web.test_web_app import DEPARTMENT

HEADING = "Trước khi đi, cô/bác xem lại"
WILL = Check(
    ask="Mọi người đã ký chưa?",
    remedy="Hỏi nơi công chứng.",
    basis="Điều 1",
    ties=(Tie(papers=("Di chúc",)),),
)
PLACE = Check(ask="Biết nơi nộp chưa?", remedy="Gọi hỏi <trước>.", ties=(Tie(place=True),))
REASONS = ReturnReasons(
    source="Kinh nghiệm",
    verified_on=date(2026, 6, 10),
    confidence="low",
    note="Đây là kinh nghiệm.",
    reasons=(Reason(id="any", title="Hay bị trả", checks=(WILL, PLACE)),),
)


@pytest.fixture
async def client(aiohttp_client) -> TestClient:
    app = web.Application()
    base = KnowledgeBase(knowledge_base().procedures, return_reasons=REASONS)
    setup_web(app, knowledge_base=base, department=DEPARTMENT, today=lambda: date(2026, 7, 1))
    return await aiohttp_client(app)


async def test_the_checks_of_the_case_stand_with_their_papers_and_their_sureness(client: TestClient) -> None:
    page = await (await client.get("/thu-tuc/1.000001?truong_hop=inheritance")).text()
    section = page.partition(HEADING)[2].partition("</section>")[0]
    for shown in (
        "<strong>Hay bị trả:</strong> Mọi người đã ký chưa?",
        "Di chúc",
        "Hỏi nơi công chứng. Căn cứ: Điều 1.",
        "Trung tâm hành chính công",
        "Gọi hỏi &lt;trước&gt;.",
        "Đây là kinh nghiệm.",
        "Nguồn: Kinh nghiệm · ngày 10/06/2026",
    ):
        assert shown in section, shown


async def test_what_concerns_another_case_is_left_out(client: TestClient) -> None:
    page = await (await client.get("/thu-tuc/1.000001?truong_hop=sale")).text()
    assert HEADING in page
    assert "Mọi người đã ký chưa?" not in page


async def test_a_procedure_known_by_name_has_no_such_list(client: TestClient) -> None:
    assert HEADING not in await (await client.get("/thu-tuc/1.000003")).text()
