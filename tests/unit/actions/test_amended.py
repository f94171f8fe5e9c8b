"""Corrections, and bare names after an answer."""

import pytest

from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import LOST, SPLIT, TRANSFER

NOISE = candidates((LOST, 0.01), none=0.99)


async def test_a_correction_by_name_is_understood_without_the_linker(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("correct", "không phải, ý tôi là tách thửa", **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (SPLIT, "fee")


@pytest.mark.parametrize("intent", ["correct", "deny", "ask_overview", "nlu_fallback", "off_topic"])
async def test_it_is_a_correction_whatever_it_looks_like(citizen: Citizen, intent: str) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say(intent, "sai roi, toi hoi tach thua", **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (SPLIT, "fee")


async def test_what_is_denied_is_not_answered_even_if_the_linker_is_sure_of_it(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    found = candidates((TRANSFER, 0.95), (SPLIT, 0.03), none=0.0)
    said = await citizen.say(
        "ask_fee", "không phải sang tên sổ đỏ, tôi hỏi tách thửa", procedure=TRANSFER, **found
    )
    assert said.meta["procedure"]["code"] == SPLIT


async def test_the_aspect_may_be_corrected_too(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("correct", "nhầm, tôi hỏi tách thửa bao lâu", **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (SPLIT, "time")


async def test_a_correction_that_no_cue_knows_asks_what_the_intents_tell(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    ranking = [{"name": "correct", "confidence": 0.6}, {"name": "ask_time", "confidence": 0.3}]
    said = await citizen.say("correct", "không, ý tôi là ngồi đợi cỡ nào", intent_ranking=ranking, **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (TRANSFER, "time")


@pytest.mark.parametrize("text", ["k phải, ý mình là tiền thuê đo đạc á", "không, tôi hỏi thuế thu nhập cơ"])
async def test_money_by_whatever_name_corrects_to_the_fee(citizen: Citizen, text: str) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("correct", text, **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (TRANSFER, "fee")


@pytest.mark.parametrize(
    "text", ["không, tôi hỏi phí", "tôi hỏi phí chứ đâu có hỏi giấy tờ", "ko phai vay, toi hoi phi bao nhieu"]
)
async def test_a_corrected_aspect_keeps_the_procedure(citizen: Citizen, text: str) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    said = await citizen.say("correct", text, **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (TRANSFER, "fee")


@pytest.mark.parametrize(
    "text", ["k phải tặng, bán mà", "không phải tặng cho mà bán đất", "không phải tặng cho, là mua bán"]
)
async def test_a_corrected_case_keeps_procedure_and_aspect(citizen: Citizen, text: str) -> None:
    await citizen.say("ask_papers", "cho con dat can giay gi", procedure=TRANSFER)
    said = await citizen.say("correct", text, **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (TRANSFER, "papers")
    assert "trường hợp mua bán" in said.text


async def test_a_correction_of_a_dozen_words_keeps_the_aspect(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    text = "à con nói lộn, tách thửa miếng vườn mà ông bà ngoại để lại cho mấy chị em"
    said = await citizen.say("ask_overview", text, **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (SPLIT, "fee")


async def test_a_denial_at_the_beginning_of_a_talk_is_a_question(citizen: Citizen) -> None:
    said = await citizen.say("ask_time", "không phải tách thửa, tôi hỏi sang tên sổ đỏ", procedure=LOST)
    assert said.meta["procedure"]["code"] == LOST


async def test_a_correction_that_names_nothing_says_so(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("correct", "tôi hỏi chuyện khác mà", **NOISE)
    assert said.outcome == "unknown"
    assert "hiểu chưa đúng" in said.text


async def test_what_the_talk_turns_to_is_meant_where_nothing_is_called_by_its_name(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say(
        "correct", "nhầm, mảnh vườn cắt đôi chứ không bán", procedure_in_context=SPLIT, **NOISE
    )
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (SPLIT, "fee")


async def test_who_corrects_without_a_no_is_offered_another_procedure(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    found = candidates((TRANSFER, 0.4), (SPLIT, 0.35), none=0.2)
    said = await citizen.say("correct", "hỏi một đằng trả lời một nẻo, cắt đôi mảnh vườn ấy", **found)
    assert said.outcome == "asked_back_procedure"
    assert SPLIT in next(iter(said.buttons.values()))
    assert not any(TRANSFER in payload for payload in said.buttons.values())


async def test_who_corrects_without_a_no_may_mean_a_case_of_the_same(citizen: Citizen) -> None:
    await citizen.say("ask_papers", procedure=TRANSFER)
    found = candidates((TRANSFER, 0.4), (SPLIT, 0.35), none=0.2)
    said = await citizen.say("correct", "tặng cho kìa", **found)
    assert said.meta["procedure"]["code"] == TRANSFER
    assert "trường hợp tặng cho" in said.text


async def test_a_denied_case_is_asked_about_again(citizen: Citizen) -> None:
    await citizen.say("ask_papers", "cho con dat can giay gi", procedure=TRANSFER)
    said = await citizen.say("deny", "không phải tặng cho", **NOISE)
    assert said.outcome == "asked_back_situation"
    assert list(said.buttons) == ["Mua bán", "Tặng cho", "Bỏ qua"]


async def test_a_bare_denial_offers_what_else_was_meant_and_the_menu(citizen: Citizen) -> None:
    await citizen.say("ask_fee", "...", procedure=TRANSFER, **candidates((TRANSFER, 0.7), (SPLIT, 0.2)))
    said = await citizen.say("deny", "không phải", **NOISE)
    assert said.outcome == "asked_back_procedure"
    assert list(said.buttons) == ["Tách thửa, hợp thửa đất", "Hỏi giấy tờ, thủ tục", "Gặp cán bộ"]
    assert "hiểu chưa đúng" in said.text
    settled = await citizen.say("affirm", "đúng rồi")
    assert (settled.meta["procedure"]["code"], settled.meta["aspect"]) == (SPLIT, "fee")


async def test_a_bare_denial_forgets_the_procedure(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("deny", "không phải cái đó", **NOISE)
    assert said.outcome == "unknown"
    follow_up = await citizen.say("ask_time", "bao lau", **NOISE)
    assert follow_up.outcome == "asked_back_procedure"


async def test_a_procedure_denied_by_name_is_forgotten(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    found = candidates((TRANSFER, 0.95), none=0.0)
    said = await citizen.say("deny", "không phải sang tên sổ đỏ", procedure=TRANSFER, **found)
    assert said.meta["procedure"] is None
    assert citizen.slots["procedure"] is None


async def test_a_no_that_denies_nothing_forgets_nothing(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("deny", "thôi khỏi", **NOISE)
    assert said.outcome == "chatted"
    assert citizen.slots["procedure"] == TRANSFER


async def test_a_complaint_that_denies_something_is_a_complaint(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("hotline_complaint", "không phải tách thửa, tôi muốn khiếu nại sang tên sổ đỏ")
    assert said.meta["track"] == "complaint"


@pytest.mark.parametrize("text", ["tặng cho", "thế còn tặng cho?", "còn tặng thì sao", "vậy còn cho con đất"])
@pytest.mark.parametrize("intent", ["choose_option", "off_topic", "nlu_fallback", "ask_overview"])
async def test_a_bare_case_changes_the_case(citizen: Citizen, intent: str, text: str) -> None:
    await citizen.ask("ask_papers", "ban dat can giay gi", procedure=TRANSFER)
    said = await citizen.say(intent, text, **NOISE)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (TRANSFER, "papers")
    assert "trường hợp tặng cho" in said.text


@pytest.mark.parametrize("intent", ["ask_overview", "nlu_fallback", "correct"])
async def test_a_bare_name_of_another_procedure_keeps_the_aspect(citizen: Citizen, intent: str) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say(intent, "tách thửa", procedure=SPLIT, **candidates((SPLIT, 0.95), none=0.0))
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (SPLIT, "fee")


async def test_a_sentence_about_another_procedure_is_a_question_of_its_own(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("ask_overview", "tôi muốn tách thửa cho con", procedure=SPLIT)
    assert (said.meta["procedure"]["code"], said.meta["aspect"]) == (SPLIT, "overview")


async def test_a_bare_name_at_the_beginning_is_an_overview(citizen: Citizen) -> None:
    said = await citizen.say("ask_overview", "tách thửa", procedure=SPLIT)
    assert said.meta["aspect"] == "overview"
