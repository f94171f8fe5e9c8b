"""Two or three questions in one message: all are answered."""

from dataclasses import replace

import msgspec
import pytest

from actions.services import Services
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import Listing
from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import BY_NAME, LOST, SOURCED, SPLIT, TRANSFER

SOURCE = "Căn cứ: Quyết định 2304/QĐ-BNNMT · kiểm tra ngày 10/06/2026"
NEAR = candidates((SPLIT, 0.45), (TRANSFER, 0.35))
BOTH = candidates((SPLIT, 0.8), (TRANSFER, 0.19), none=0.0)


async def test_both_aspects_are_answered_in_the_order_asked(citizen: Citizen) -> None:
    said = await citizen.say("ask_time", "tach thua bao lau, phi bao nhieu", procedure=SPLIT)
    assert said.meta["aspect"] == "time"
    assert "12 ngày làm việc" in said.bubbles[0]
    assert "từng tỉnh quy định" in said.bubbles[1]
    assert said.message["provenance"][0]["fields"] == ["time", "fee"]


async def test_the_aspect_told_outside_is_the_one_asked_first(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", "tach thua bao lau, phi bao nhieu", procedure=SPLIT)
    assert said.meta["aspect"] == "time"
    assert "12 ngày làm việc" in said.bubbles[0]


async def test_sources_and_cautions_are_said_once_and_buttons_come_last(citizen: Citizen) -> None:
    said = await citizen.say("ask_time", "tach thua bao lau, phi bao nhieu", procedure=SPLIT)
    assert said.text.count(SOURCE) == 1
    assert said.text.count("chỉ áp dụng đến hết ngày 31/10/2026") == 1
    assert [bool(reply["buttons"]) for reply in said.message["replies"]] == [False, False, True]
    assert "Phí bao nhiêu" not in said.buttons
    assert "Bao lâu xong" not in said.buttons
    assert "Báo sai" in said.buttons


@pytest.fixture
def villager(services: Services) -> Citizen:
    """Asks where any commune's office takes the dossier."""
    place = Listing(**SOURCED, items=("Trung tâm Phục vụ hành chính công xã, phường",))
    own = services.kb.get(TRANSFER)
    assert own is not None
    base = KnowledgeBase([msgspec.structs.replace(own, place=place)])
    return Citizen(replace(services, kb=base))


async def test_three_aspects_and_the_commune_is_asked_at_the_end(villager: Citizen) -> None:
    text = "sang ten ban dat bao lau, phi bao nhieu, nop o dau"
    said = await villager.say("ask_time", text, procedure=TRANSFER)
    assert "5 ngày làm việc" in said.bubbles[0]
    assert "25.000 đồng" in said.text
    assert "Trung tâm Phục vụ hành chính công xã, phường" in said.text
    assert said.bubbles[-1].endswith("em chỉ nơi nộp.")
    assert said.text.count("?") == 1
    told = await villager.say("off_topic", "xã Phú Lâm")
    assert told.meta["aspect"] == "place"
    assert "5 ngày" not in told.text


async def test_the_commune_is_not_asked_beside_a_question_on_the_case(villager: Citizen) -> None:
    said = await villager.say("ask_papers", "sang ten can giay gi, nop o dau", procedure=TRANSFER)
    assert "Trung tâm Phục vụ hành chính công xã, phường" in said.text
    assert said.text.count("?") == 1
    assert list(said.buttons) == ["Mua bán", "Tặng cho", "Bỏ qua"]


async def test_what_depends_on_the_case_is_asked_once_and_then_all_is_told(citizen: Citizen) -> None:
    asked = await citizen.say("ask_papers", "sang ten can giay gi va bao lau", procedure=TRANSFER)
    assert asked.outcome == "asked_back_situation"
    assert list(asked.buttons) == ["Mua bán", "Tặng cho", "Bỏ qua"]
    assert "Sổ đỏ" in asked.bubbles[0]
    assert "5 ngày làm việc" in asked.text
    assert asked.text.count("?") == 1


async def test_aspects_that_wait_for_the_case_are_told_after_the_answer(citizen: Citizen) -> None:
    await citizen.say("ask_papers", "sang ten can giay gi, mau don nao", procedure=TRANSFER)
    said = await citizen.say("choose_option", "tang cho")
    assert said.outcome == "answered"
    assert said.meta["aspect"] == "papers"
    assert "Giấy khai sinh" in said.text
    follow_up = await citizen.say("ask_time", "bao lau")
    assert citizen.slots["further"] == []
    assert "Giấy khai sinh" not in follow_up.text


async def test_a_question_back_on_the_procedure_keeps_both_aspects(citizen: Citizen) -> None:
    asked = await citizen.say("ask_time", "dat cua toi bao lau, phi bao nhieu", **NEAR)
    said = await citizen.tap(asked.buttons["Tách thửa, hợp thửa đất"])
    assert "12 ngày làm việc" in said.text
    assert "từng tỉnh quy định" in said.text
    again = await citizen.tap(asked.buttons["Tách thửa, hợp thửa đất"])
    assert "từng tỉnh quy định" not in again.text


async def test_a_yes_brings_both_aspects(citizen: Citizen) -> None:
    await citizen.say("ask_time", "bao lau, phi bao nhieu", **candidates((SPLIT, 0.3), none=0.4))
    said = await citizen.say("affirm", "dạ phải rồi")
    assert "12 ngày làm việc" in said.text
    assert "từng tỉnh quy định" in said.text


async def test_a_menu_without_a_procedure_keeps_both_aspects(citizen: Citizen) -> None:
    await citizen.say("ask_time", "bao lau va phi bao nhieu")
    assert citizen.slots["further"] == ["fee"]


async def test_a_record_by_name_only_has_one_answer(citizen: Citizen) -> None:
    said = await citizen.say("ask_time", "khai thac cat bao lau, phi bao nhieu", procedure=BY_NAME)
    assert len(said.bubbles) == 1


async def test_the_second_procedure_is_the_first_button(citizen: Citizen) -> None:
    text = "tach thua bao lau, con sang ten so do thi phi bao nhieu"
    said = await citizen.say("ask_fee", text, procedure=SPLIT, **BOTH)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (SPLIT, "time")
    assert next(iter(said.buttons.items())) == (
        "Phí bao nhiêu: sang tên sổ đỏ",
        '/ask_fee{"procedure":"1.000001"}',
    )
    assert "25.000" not in said.text


async def test_the_second_procedure_stands_before_a_question_on_the_case(citizen: Citizen) -> None:
    text = "sang ten so do can giay gi, con tach thua thi bao lau"
    names = candidates((TRANSFER, 0.6), (SPLIT, 0.3))
    said = await citizen.say("ask_papers", text, procedure=TRANSFER, **names)
    assert said.outcome == "asked_back_situation"
    assert list(said.buttons) == ["Bao lâu xong: tách thửa, hợp thửa đất", "Mua bán", "Tặng cho", "Bỏ qua"]
    first = await citizen.say("choose_option", "cái đầu")
    assert "trường hợp mua bán" in first.text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sang ten so do roi tach thua bao lau", BOTH),
        ("tach thua va sang ten so do bao lau", BOTH),
    ],
)
async def test_without_two_sure_questions_the_other_is_only_a_guess(
    citizen: Citizen, text: str, found: dict
) -> None:
    said = await citizen.say("ask_time", text, procedure=SPLIT, **found)
    assert said.meta["procedure"]["code"] == SPLIT
    assert {title for title in said.buttons if ": " in title} <= {"Bao lâu xong: sang tên sổ đỏ"}


async def test_a_procedure_without_a_second_question_is_answered_as_before(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", "phi cap lai so do bi mat, con gi nua khong", procedure=LOST)
    assert said.meta["aspect"] == "fee"
