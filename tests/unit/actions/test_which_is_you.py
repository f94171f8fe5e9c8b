"""The questions on the citizen's own case: asked, tapped, typed, skipped."""

import pytest

from tests.unit.actions.citizen import Citizen
from tests.unit.actions.records import SPLIT, TRANSFER


async def test_what_everybody_needs_is_told_with_the_question(citizen: Citizen) -> None:
    said = await citizen.say("ask_papers", procedure=TRANSFER)
    assert said.outcome == "asked_back_situation"
    assert "Sổ đỏ" in said.bubbles[0]
    assert "Hợp đồng mua bán" not in said.text
    assert said.bubbles[-1] == "Cô/bác sang tên theo cách nào?"
    assert list(said.buttons) == ["Mua bán", "Tặng cho", "Bỏ qua"]


async def test_a_tap_gives_the_papers_of_that_case_alone(citizen: Citizen) -> None:
    asked = await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.tap(asked.buttons["Tặng cho"])
    assert said.outcome == "answered"
    assert "trường hợp tặng cho" in said.bubbles[0]
    assert "Giấy khai sinh" in said.text
    assert "Hợp đồng mua bán" not in said.text


async def test_skipping_shows_the_branches_and_asks_no_more(citizen: Citizen) -> None:
    asked = await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.tap(asked.buttons["Bỏ qua"])
    assert "Mua bán, thêm:" in said.text
    assert "Tặng cho, thêm:" in said.text
    follow_up = await citizen.say("ask_time", "bao lau")
    assert follow_up.outcome == "answered"


@pytest.mark.parametrize(
    "intent", ["choose_option", "affirm", "ask_overview", "nlu_fallback", "other_agency"]
)
@pytest.mark.parametrize(
    ("words", "expected"),
    [("tang cho", "Giấy khai sinh"), ("dạ em cho con đất ạ", "Giấy khai sinh"), ("bỏ qua", "Mua bán, thêm:")],
)
async def test_an_answer_may_be_typed_whatever_the_model_makes_of_it(
    citizen: Citizen, intent: str, words: str, expected: str
) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say(intent, words)
    assert expected in said.text


async def test_a_complaint_is_no_answer(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("hotline_complaint", "tang cho ma bi lam kho")
    assert said.meta["track"] == "complaint"


async def test_the_case_told_holds_for_the_next_aspect(citizen: Citizen) -> None:
    asked = await citizen.say("ask_papers", procedure=TRANSFER)
    await citizen.tap(asked.buttons["Mua bán"])
    said = await citizen.say("ask_time", "bao lau")
    assert "trường hợp mua bán: 5 ngày làm việc" in said.text


async def test_an_old_button_goes_back_to_its_procedure(citizen: Citizen) -> None:
    asked = await citizen.say("ask_papers", procedure=TRANSFER)
    await citizen.say("ask_time", procedure=SPLIT)
    said = await citizen.tap(asked.buttons["Tặng cho"])
    assert said.meta["procedure"]["code"] == TRANSFER


async def test_an_aspect_that_the_case_does_not_change_is_answered_at_once(citizen: Citizen) -> None:
    said = await citizen.say("ask_place", procedure=TRANSFER)
    assert said.outcome == "answered"


async def test_a_forged_answer_is_no_failure(citizen: Citizen) -> None:
    for told in ("9.999999/sale", "1.000001/nothing", "1.000001/+how.99", "1.000001/+how.x", "", "1.000001"):
        said = await citizen.say(
            "tell_situation", f'/tell_situation{{"case":"{told}"}}', entities={"case": told}
        )
        assert said.outcome in ("asked_back_situation", "asked_back_procedure")


async def test_a_few_lines_are_told_at_once_without_a_question(citizen: Citizen) -> None:
    said = await citizen.say("ask_time", procedure=TRANSFER)
    assert said.outcome == "answered"
    assert "- Mua bán: 5 ngày làm việc" in said.text
    assert "- Tặng cho: 4 ngày làm việc" in said.text


@pytest.mark.parametrize("words", ["không phải mua bán", "em hông có bán đất đâu", "chưa muốn cho con đất"])
async def test_a_case_that_is_denied_is_not_told(citizen: Citizen, words: str) -> None:
    said = await citizen.say("ask_papers", words, procedure=TRANSFER)
    assert said.outcome == "asked_back_situation"


async def test_not_knowing_is_an_answer_even_where_it_looks_like_another_matter(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("status", "dạ em không biết ạ")
    assert "Mua bán, thêm:" in said.text


async def test_a_part_of_one_name_is_enough(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("ask_overview", "tặng")
    assert "Giấy khai sinh" in said.text


async def test_another_question_that_names_the_case_is_that_question(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("ask_time", "cho con dat bao lau xong")
    assert said.meta["aspect"] == "time"
    assert "trường hợp tặng cho: 4 ngày làm việc" in said.text


async def test_a_bare_answer_is_one_even_where_it_looks_like_another_question(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("ask_time", "tang cho")
    assert said.meta["aspect"] == "papers"
