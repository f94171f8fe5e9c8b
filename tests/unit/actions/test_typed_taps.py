"""A button that is typed instead of tapped: by its title, or by where it stands."""

import pytest

from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import LOST, SPLIT, TRANSFER

NEAR = candidates((SPLIT, 0.45), (TRANSFER, 0.35))


@pytest.mark.parametrize("typed", ["Báo sai", "bao sai", "bao sai nha em", "bấm nút báo sai", "BÁO SAI."])
async def test_a_title_typed_with_or_without_marks_is_that_tap(citizen: Citizen, typed: str) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("deny", typed)
    assert (said.outcome, said.meta["track"]) == ("handed_over", "suggestion")
    assert said.meta["intent"] == "deny"


async def test_a_tool_typed_by_its_title(citizen: Citizen) -> None:
    await citizen.ask("ask_papers", procedure=TRANSFER)
    said = await citizen.say("ask_online", "the mang theo")
    assert said.message["replies"][-1]["images"]


async def test_an_answer_typed_by_its_title_counts_whatever_it_looks_like(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("ask_overview", "tang cho")
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("papers", TRANSFER)
    assert "trường hợp tặng cho" in said.text


async def test_a_procedure_typed_by_its_title_without_what_stands_in_brackets(citizen: Citizen) -> None:
    await citizen.say("ask_fee", "...", **NEAR)
    said = await citizen.say("off_topic", "sang ten so do")
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("fee", TRANSFER)


@pytest.mark.parametrize(
    "sentence", ["giá đất mà báo sai thì có bị phạt không", "báo sai chỗ nào vậy", "sai", "không báo sai"]
)
async def test_a_sentence_that_holds_the_words_of_a_title_is_no_tap(citizen: Citizen, sentence: str) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("legal_knowledge", sentence)
    assert said.outcome == "out_of_scope"


async def test_a_title_that_is_not_shown_is_no_tap(citizen: Citizen) -> None:
    said = await citizen.say("off_topic", "báo sai")
    assert said.outcome == "out_of_scope"


@pytest.mark.parametrize("intent", ["choose_option", "off_topic", "nlu_fallback"])
@pytest.mark.parametrize(
    ("typed", "code"),
    [("1", SPLIT), ("so 2 nha", TRANSFER), ("cai dau tien", SPLIT), ("nút thứ 2", TRANSFER)],
)
async def test_a_bare_position_is_a_tap_whatever_it_looks_like(
    citizen: Citizen, intent: str, typed: str, code: str
) -> None:
    await citizen.say("ask_fee", "...", **NEAR)
    said = await citizen.say(intent, typed)
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("fee", code)


@pytest.mark.parametrize("typed", ["đâu", "ba", "tư", "hai"])
async def test_a_word_that_may_be_another_is_no_position_by_itself(citizen: Citizen, typed: str) -> None:
    await citizen.say("ask_fee", procedure=LOST)
    said = await citizen.say("off_topic", typed)
    assert said.outcome == "out_of_scope"


@pytest.mark.parametrize("typed", ["ở đâu", "o dau", "đi đâu ạ"])
async def test_who_asks_where_points_at_no_button(citizen: Citizen, typed: str) -> None:
    await citizen.say("ask_fee", procedure=LOST)
    said = await citizen.say("ask_place", typed)
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("place", LOST)


async def test_buttons_remembered_without_titles_still_have_their_places(citizen: Citizen) -> None:
    citizen.slots["offered"] = ['/ask_fee{"procedure":"1.000002"}']
    said = await citizen.say("choose_option", "số 1")
    assert (said.meta["aspect"], said.meta["procedure"]["code"]) == ("fee", SPLIT)


async def test_the_first_of_a_question_is_its_first_answer(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("choose_option", "cái đầu")
    assert "trường hợp mua bán" in said.text
