"""Procedures that a ministry handles, and what the province's own say of them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from actions.aspects import ASPECTS
from actions.services import Services
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import Listing, MinistryProcedure
from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import SOURCED, TRANSFER, procedure, transfer

HERE, TWIN, ALONE = "1.000008", "1.000009", "1.000010"
IN_WORDS = "dang-ky-moi-truong"


def of_ministry(code: str, plain_name: str, **fields: Any) -> MinistryProcedure:
    """A ministry's procedure with the given fields."""
    return MinistryProcedure(
        code=code,
        name=f"Tên chính thức của {plain_name}",
        plain_name=plain_name,
        field="Tài nguyên nước",
        level="ministry",
        authority="Bộ Nông nghiệp và Môi trường",
        portal_url=f"https://dichvucong.gov.vn/{code}",
        as_of=date(2026, 6, 10),
        **fields,
    )


@pytest.fixture
def citizen(services: Services) -> Citizen:
    place = Listing(**SOURCED, items=("Trung tâm hành chính công của tỉnh",))
    here = procedure(HERE, "Xin phép khai thác nước ngầm", place=place)
    in_words = procedure(IN_WORDS, "Đăng ký môi trường ở xã", place=place)
    twin = of_ministry(
        TWIN, "Xin phép lấy nước ngầm từ 5.000 m3", counterpart=HERE, apart="Giếng từ 5.000 m3 trở lên"
    )
    alone = of_ministry(ALONE, "Đăng ký thế chấp máy bay")
    kb = KnowledgeBase([transfer(), here, in_words], ministry=[twin, alone])
    return Citizen(replace(services, kb=kb))


@pytest.mark.parametrize("aspect", ASPECTS)
async def test_it_is_told_who_handles_it_and_where_to_read_on(citizen: Citizen, aspect: str) -> None:
    said = await citizen.say(f"ask_{aspect}", procedure=TWIN)
    assert "Việc này do Bộ Nông nghiệp và Môi trường giải quyết, không nộp ở tỉnh." in said.text
    assert "https://dichvucong.gov.vn/1.000009" in said.text
    assert "giếng từ 5.000 m3 trở lên" in said.text
    assert (said.outcome, said.meta["procedure"]["code"]) == ("answered", TWIN)


async def test_the_same_question_is_offered_about_the_one_in_the_province(citizen: Citizen) -> None:
    said = await citizen.say("ask_place", procedure=TWIN)
    assert "Việc tương tự ở tỉnh: Xin phép khai thác nước ngầm." in said.text
    here = await citizen.tap(said.buttons["Xin phép khai thác nước ngầm"])
    assert "Trung tâm hành chính công của tỉnh" in here.text


async def test_where_the_province_has_none_like_it_nothing_is_offered(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", procedure=ALONE)
    assert "tương tự" not in said.text
    assert list(said.buttons) == ["Hỏi giấy tờ, thủ tục", "Gặp cán bộ"]


@pytest.mark.parametrize("aspect", ["overview", "place"])
async def test_the_province_says_which_cases_are_the_ministrys(citizen: Citizen, aspect: str) -> None:
    bigger = "Giếng từ 5.000 m3 trở lên thì do Bộ Nông nghiệp và Môi trường giải quyết."
    assert bigger in (await citizen.say(f"ask_{aspect}", procedure=HERE)).text
    assert "Bộ Nông nghiệp" not in (await citizen.say(f"ask_{aspect}", procedure=TRANSFER)).text


async def test_a_typed_code_leads_there_whatever_else_is_understood(citizen: Citizen) -> None:
    said = await citizen.say("nlu_fallback", TWIN, procedure=TWIN, **candidates((TWIN, 0.99), none=0.0))
    assert said.meta["procedure"]["code"] == TWIN


async def test_a_follow_up_stays_with_the_ministrys(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TWIN)
    said = await citizen.say("ask_fee", "phi bao nhieu", **candidates((HERE, 0.05), none=0.9))
    assert said.meta["procedure"]["code"] == TWIN


async def test_words_that_stand_for_a_code_are_not_called_one(citizen: Citizen) -> None:
    said = await citizen.say("ask_overview", procedure=IN_WORDS)
    assert IN_WORDS not in said.text
    assert "chưa thấy mã trên Cổng Dịch vụ công quốc gia" in said.text
    assert f'/ask_place{{"procedure":"{IN_WORDS}"}}' in said.buttons.values()
