"""Turns that are no questions about a procedure."""

import pytest

from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import LOST, SPLIT, TRANSFER

NEAR = candidates((SPLIT, 0.45), (TRANSFER, 0.35))
PHONE = "0251 000 000"


async def test_the_greeting_says_what_it_is_and_offers_three_ways(citizen: Citizen) -> None:
    said = await citizen.say("greet", "xin chao")
    assert "trợ lý tự động" in said.text
    assert "căn cước" in said.text
    assert PHONE in said.text
    assert len(said.buttons) == 3
    assert said.outcome == "chatted"


async def test_the_menu_button_forgets_the_procedure_under_discussion(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    greeted = await citizen.say("greet")
    said = await citizen.tap(greeted.buttons["Hỏi giấy tờ, thủ tục"])
    assert said.outcome == "asked_back_procedure"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("1", SPLIT),
        ("số hai nhé", TRANSFER),
        ("cai dau tien", SPLIT),
        ("2 nha", TRANSFER),
        ("sang ten so do", TRANSFER),
    ],
)
async def test_pointing_at_an_offered_procedure(citizen: Citizen, words: str, code: str) -> None:
    await citizen.say("ask_fee", "...", **NEAR)
    said = await citizen.say("choose_option", words)
    assert said.meta["procedure"]["code"] == code
    assert said.meta["aspect"] == "fee"
    assert said.meta["intent"] == "choose_option"


async def test_pointing_at_the_last_button_reaches_a_person(citizen: Citizen) -> None:
    await citizen.say("ask_fee", "...", **NEAR)
    said = await citizen.say("choose_option", "cái cuối cùng")
    assert said.outcome == "handed_over"


async def test_pointing_at_an_aspect_button(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("choose_option", "số 1")
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("papers", TRANSFER)


async def test_naming_the_situation_is_a_choice_too(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("choose_option", "tang cho nha")
    assert "trường hợp tặng cho" in said.text


@pytest.mark.parametrize("words", ["số 3", "cái cuối cùng"])
async def test_pointing_at_nothing_asks_which_procedure(citizen: Citizen, words: str) -> None:
    said = await citizen.say("choose_option", words)
    assert said.outcome == "asked_back_procedure"


async def test_yes_between_several_asks_again(citizen: Citizen) -> None:
    await citizen.say("ask_fee", "...", **NEAR)
    said = await citizen.say("affirm", "dung")
    assert said.outcome == "asked_back_procedure"


async def test_no_to_a_question_back_offers_topics_and_the_hotline(citizen: Citizen) -> None:
    await citizen.say("ask_fee", "...", **NEAR)
    said = await citizen.say("deny", "khong phai")
    assert said.outcome == "unknown"
    assert PHONE in said.text
    assert '/ask_fee{"topic":"so_do"}' in said.buttons.values()
    assert citizen.slots["candidates"] == []


async def test_a_correction_of_the_procedure_keeps_the_aspect(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("correct", "nham roi, toi muon tach thua", procedure=SPLIT)
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("fee", SPLIT)


async def test_a_correction_of_the_aspect_keeps_the_procedure(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    ranking = [{"name": "correct", "confidence": 0.6}, {"name": "ask_fee", "confidence": 0.3}]
    said = await citizen.say("correct", "toi hoi phi ma", intent_ranking=ranking)
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("fee", TRANSFER)


async def test_repeat_says_the_last_answer_again(citizen: Citizen) -> None:
    first = await citizen.say("ask_fee", procedure=TRANSFER)
    again = await citizen.say("repeat", "noi lai di")
    assert again.text == first.text


async def test_repeat_with_nothing_said_yet(citizen: Citizen) -> None:
    said = await citizen.say("repeat")
    assert said.outcome == "chatted"


@pytest.mark.parametrize("intent", ["goodbye", "thank", "bot_identity"])
async def test_small_talk(citizen: Citizen, intent: str) -> None:
    said = await citizen.say(intent)
    assert said.outcome == "chatted"


async def test_thanks_do_not_forget_the_buttons(citizen: Citizen) -> None:
    await citizen.say("ask_fee", "...", **NEAR)
    await citizen.say("thank")
    said = await citizen.say("choose_option", "1")
    assert said.meta["procedure"]["code"] == SPLIT


async def test_words_not_understood_that_name_a_procedure_get_its_overview(citizen: Citizen) -> None:
    said = await citizen.say("nlu_fallback", "so do mat roi troi oi", procedure=LOST)
    assert said.outcome == "answered"
    assert said.meta["aspect"] == "overview"


async def test_words_not_understood_get_topics_and_the_hotline(citizen: Citizen) -> None:
    said = await citizen.say("nlu_fallback", "abc xyz")
    assert said.outcome == "unknown"
    assert PHONE in said.text
    assert len(said.buttons) == 4
    assert list(said.buttons)[-1] == "Gặp cán bộ"
