"""“Kiểm tra trước khi đi”: what to look at before going, in the citizen's own case."""

from dataclasses import replace
from datetime import date

import pytest

from actions.services import Services
from procedures_kb.loader import KnowledgeBase
from procedures_kb.return_reasons import Check, Reason, ReturnReasons
from procedures_kb.ties import Tie
from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import BY_NAME, LOST, SPLIT, TRANSFER, procedure

TITLE = "Kiểm tra trước khi đi"
FORM = Check(ask="Đúng mẫu chưa?", remedy="Xin mẫu mới.", ties=(Tie(forms=True),))
CONTRACT = Check(
    ask="Đã công chứng chưa?", remedy="Hỏi nơi công chứng.", basis="Điều 1", ties=(Tie(papers=("Hợp đồng",)),)
)
PLACE = Check(ask="Biết nơi nộp chưa?", remedy="Gọi hỏi trước.", ties=(Tie(place=True),))
MORE = tuple(Check(ask=f"Điều thứ {number}?", remedy="Xem lại.", ties=(Tie(),)) for number in range(7))


def reasons(*checks: Check) -> ReturnReasons:
    return ReturnReasons(
        source="Kinh nghiệm",
        verified_on=date(2026, 6, 10),
        confidence="low",
        note="Đây là kinh nghiệm.",
        reasons=(Reason(id="any", title="Hay bị trả", checks=checks),),
    )


def with_reasons(services: Services, *checks: Check) -> Services:
    base = KnowledgeBase(services.kb.procedures, return_reasons=reasons(*checks))
    return replace(services, kb=base)


@pytest.fixture
def citizen(services: Services) -> Citizen:
    return Citizen(with_reasons(services, FORM, CONTRACT, PLACE))


async def test_the_case_is_asked_first_and_the_list_is_its_own(citizen: Citizen) -> None:
    asked = await citizen.say("ask_check", procedure=TRANSFER)
    assert asked.outcome == "asked_back_situation"
    assert "☐" not in asked.text
    said = await citizen.tap(asked.buttons["Tặng cho"])
    assert said.outcome == "answered"
    assert "☐ Đúng mẫu chưa? (Đơn đăng ký biến động)\nXin mẫu mới." in said.text
    assert "công chứng" not in said.text


async def test_the_papers_of_the_case_come_first_as_a_count(citizen: Citizen) -> None:
    asked = await citizen.say("ask_check", procedure=TRANSFER)
    said = await citizen.tap(asked.buttons["Mua bán"])
    first = said.text.partition("☐")[2]
    assert first.startswith(" Đã đủ 3 thứ giấy phải có chưa?\nThêm 2 thứ tùy trường hợp, có thì mang theo.")


async def test_a_check_names_its_paper_its_law_and_the_place(citizen: Citizen) -> None:
    asked = await citizen.say("ask_check", procedure=TRANSFER)
    said = await citizen.tap(asked.buttons["Mua bán"])
    assert "☐ Đã công chứng chưa? (Hợp đồng mua bán)\nHỏi nơi công chứng. Căn cứ: Điều 1." in said.text
    assert "☐ Biết nơi nộp chưa? (Trung tâm Phục vụ hành chính công xã)" in said.text


async def test_the_list_says_that_it_is_practice(citizen: Citizen) -> None:
    assert "Đây là kinh nghiệm." in (await citizen.ask("ask_check", procedure=TRANSFER)).text


async def test_an_open_case_has_no_sure_count(citizen: Citizen) -> None:
    said = await citizen.ask("ask_check", procedure=SPLIT)
    assert "Đã đủ giấy tờ của trường hợp mình chưa?\nDanh sách có 2 thứ" in said.text


async def test_papers_place_card_and_a_person_come_next(citizen: Citizen) -> None:
    said = await citizen.ask("ask_check", procedure=TRANSFER)
    assert list(said.buttons) == ["Cần giấy tờ gì", "Nộp ở đâu", "Thẻ mang theo", "Gặp cán bộ"]


@pytest.mark.parametrize("intent", ["ask_papers", "ask_place"])
async def test_it_is_offered_after_papers_and_place_and_keeps_the_case(citizen: Citizen, intent: str) -> None:
    asked = await citizen.say("ask_papers", procedure=TRANSFER)
    await citizen.tap(asked.buttons["Mua bán"])
    said = await citizen.say(intent)
    checked = await citizen.tap(said.buttons[TITLE])
    assert checked.outcome == "answered"
    assert "Hợp đồng mua bán" in checked.text


async def test_at_most_six_lines_stand_in_a_bubble(services: Services) -> None:
    citizen = Citizen(with_reasons(services, FORM, *MORE))
    said = await citizen.ask("ask_check", procedure=TRANSFER)
    assert [bubble.count("☐") for bubble in said.bubbles if "☐" in bubble] == [6, 3]


async def test_without_a_procedure_the_topic_and_the_choice_lead_back_to_it(services: Services) -> None:
    place = services.kb.procedures[-1].place
    book = procedure("1.013978", "Làm sổ lần đầu", place=place)
    kb = KnowledgeBase([*services.kb.procedures, book], return_reasons=reasons(PLACE))
    citizen = Citizen(replace(services, kb=kb))
    asked = await citizen.say("ask_check", "truoc khi di can coi lai gi")
    assert asked.outcome == "asked_back_procedure"
    assert "sắp nộp hồ sơ việc gì" in asked.text
    menu = await citizen.tap(asked.buttons["Làm sổ, đổi sổ, mất sổ đỏ"])
    assert menu.outcome == "asked_back_procedure"
    said = await citizen.tap(menu.buttons["Làm sổ lần đầu"])
    assert "☐ Biết nơi nộp chưa?" in said.text


async def test_a_near_procedure_is_asked_back_and_keeps_the_check(citizen: Citizen) -> None:
    near = candidates((TRANSFER, 0.45), (LOST, 0.4))
    asked = await citizen.say("ask_check", "di nop co bi tra ve khong", **near)
    assert asked.buttons["Sang tên sổ đỏ"] == f'/ask_check{{"procedure":"{TRANSFER}"}}'


@pytest.mark.parametrize(
    ("intent", "words"), [("ask_overview", "sang tên đất"), ("nlu_fallback", "sang ten")]
)
async def test_a_name_typed_in_reply_is_checked(citizen: Citizen, intent: str, words: str) -> None:
    await citizen.say("ask_check", "hay bị trả hồ sơ vì sao")
    said = await citizen.ask(intent, words, procedure=TRANSFER)
    assert "☐ Đúng mẫu chưa?" in said.text


async def test_a_name_typed_in_reply_keeps_any_other_aspect_too(citizen: Citizen) -> None:
    await citizen.say("ask_fee", "phí bao nhiêu")
    said = await citizen.say("ask_overview", "sang tên đất", procedure=TRANSFER)
    assert "25.000 đồng/giấy" in said.text


async def test_said_again_it_is_the_check_and_another_matter_gets_its_own(citizen: Citizen) -> None:
    await citizen.ask("ask_check", procedure=TRANSFER)
    assert "☐" in (await citizen.say("repeat", "nói lại đi")).text
    other = await citizen.ask("ask_same", "còn tách thửa thì sao", procedure=SPLIT)
    assert "nộp hồ sơ tách thửa" in other.text
    assert "☐" in other.text


async def test_a_record_by_name_says_where_to_read_on(citizen: Citizen) -> None:
    said = await citizen.say("ask_check", procedure=BY_NAME)
    assert "☐" not in said.text
    assert "0251 000 000" in said.text


async def test_without_reasons_the_papers_are_still_counted(services: Services) -> None:
    said = await Citizen(services).ask("ask_check", procedure=TRANSFER)
    assert said.text.count("☐") == 1


async def test_programs_outside_are_told_of_aspects_of_facts_only(citizen: Citizen) -> None:
    said = await citizen.ask("ask_check", procedure=TRANSFER)
    assert said.meta["aspect"] is None
    assert said.meta["procedure"]["code"] == TRANSFER
    assert said.message["provenance"][0]["fields"] == ["papers", "place"]
