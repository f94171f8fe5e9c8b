"""Codes of procedures in the words: known ones are names, others get an answer of their own."""

import pytest

from tests.unit.actions.citizen import Citizen, candidates
from tests.unit.actions.records import BY_NAME, SPLIT, TRANSFER

UNKNOWN = "1.004433"
NOISE = candidates((SPLIT, 0.02), none=0.98)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("choose_option", UNKNOWN),
        ("ask_papers", f"thủ tục {UNKNOWN} cần giấy gì"),
        ("ask_fee", f"ma {UNKNOWN}.000.00.00.h19 phi bao nhieu"),
        ("status", f"thủ tục {UNKNOWN} tới đâu rồi"),
        ("nlu_fallback", f"cho hoi {UNKNOWN}"),
    ],
)
async def test_an_unknown_code_is_said_to_be_unknown(citizen: Citizen, intent: str, text: str) -> None:
    said = await citizen.say(intent, text, **NOISE)
    assert said.outcome == "unknown"
    assert UNKNOWN in said.text
    assert "không có trong danh mục" in said.text
    assert "https://dichvucong.gov.vn" in said.text
    assert said.meta["procedure"] is None


async def test_an_unknown_code_does_not_press_a_button(citizen: Citizen) -> None:
    await citizen.say("ask_fee", procedure=TRANSFER)
    said = await citizen.say("choose_option", UNKNOWN, **NOISE)
    assert UNKNOWN in said.text


async def test_a_known_code_alone_is_a_name_and_no_button(citizen: Citizen) -> None:
    await citizen.say("ask_fee", "...", **candidates((SPLIT, 0.45), (TRANSFER, 0.35)))
    said = await citizen.say("choose_option", BY_NAME)
    assert said.meta["procedure"]["code"] == BY_NAME


@pytest.mark.parametrize("intent", ["hotline_complaint", "ask_human"])
async def test_another_matter_that_cites_a_code_is_that_matter(citizen: Citizen, intent: str) -> None:
    said = await citizen.say(intent, f"thủ tục {UNKNOWN} làm tôi phiền quá")
    assert said.outcome == "handed_over"


async def test_an_unknown_code_beside_a_known_one_is_passed_over(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", f"{TRANSFER} hay {UNKNOWN} phi bao nhieu", procedure=TRANSFER)
    assert said.meta["procedure"]["code"] == TRANSFER
