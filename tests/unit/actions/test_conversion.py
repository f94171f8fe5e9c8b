"""Areas converted on request, in whatever intent the model sees."""

import pytest

from tests.unit.actions.citizen import Citizen
from tests.unit.actions.records import TRANSFER


@pytest.mark.parametrize("intent", ["ask_overview", "nlu_fallback", "off_topic", "ask_fee"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2 công tầm lớn là bao nhiêu mét vuông", "2 công tầm lớn là 2.592 m² ạ."),
        ("1 cong dat bang bao nhieu m2 vay em", "1 cong dat là 1.000 m² ạ."),
        ("3000 m2 là mấy công", "3000 m2 là 3 công ạ."),
        ("1 ha được mấy công tầm lớn", "1 ha là 7,72 công tầm lớn ạ."),
        ("hai công rưỡi đổi ra bao nhiêu mét", "hai công rưỡi là 2.500 m² ạ."),
    ],
)
async def test_an_area_is_converted(citizen: Citizen, intent: str, text: str, said: str) -> None:
    answer = await citizen.say(intent, text)
    assert answer.bubbles[0].splitlines()[0] == f"Dạ, {said}"
    assert answer.outcome == "chatted"


async def test_the_size_taken_and_the_region_assumed_are_said(citizen: Citizen) -> None:
    said = await citizen.say("nlu_fallback", "2 sào là bao nhiêu mét vuông")
    assert "Em tính 1 sào là 1.000 m², như ở miền Nam." in said.text
    said = await citizen.say("nlu_fallback", "2 sào bắc bộ là bao nhiêu mét vuông")
    assert "720 m²" in said.text
    assert "miền Nam" not in said.text


@pytest.mark.parametrize(
    "text",
    [
        "tách thửa 1 công phải bao nhiêu mét vuông trở lên",
        "bán 2 công giá bao nhiêu",
        "đất nhà tôi 2 công với 3 công là bao nhiêu m2",
        "bao nhiêu mét vuông thì được tách",
    ],
)
async def test_a_question_about_anything_else_is_not_taken_for_one(citizen: Citizen, text: str) -> None:
    said = await citizen.say("ask_conditions", text, procedure=TRANSFER)
    assert "Trên sổ đỏ chỉ ghi m²." not in said.text


async def test_the_open_question_stays_open(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    await citizen.say("nlu_fallback", "2 công là bao nhiêu mét vuông")
    said = await citizen.say("nlu_fallback", "tang cho")
    assert "Giấy khai sinh" in said.text
