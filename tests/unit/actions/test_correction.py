"""The button "Báo sai": what is kept, and what is no note."""

import pytest

from tests.unit.actions.citizen import Citizen, Said
from tests.unit.actions.records import SPLIT, TRANSFER


async def reported(citizen: Citizen) -> Said:
    answered = await citizen.say("ask_fee", procedure=TRANSFER)
    return await citizen.tap(answered.buttons["Báo sai"])


async def test_a_report_keeps_what_was_answered_and_in_which_version(citizen: Citizen) -> None:
    said = await reported(citizen)
    version = citizen.services.kb.get(TRANSFER).facts_version
    data = {"procedure": TRANSFER, "version": version, "aspect": "fee"}
    assert said.message["effects"] == [{"kind": "correction_request", "data": data}]
    assert said.outcome == "handed_over"


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        ("ask_fee", "phí sai rồi, xã thu 50 ngàn"),
        ("nlu_fallback", "mẫu đơn bây giờ là mẫu 11"),
        ("deny", "không đúng"),
    ],
)
async def test_what_is_typed_next_is_added(citizen: Citizen, intent: str, words: str) -> None:
    await reported(citizen)
    said = await citizen.say(intent, words)
    assert said.message["effects"] == [{"kind": "correction_note", "data": {"procedure": TRANSFER}}]
    assert (await citizen.say(intent, words)).message["effects"] == [], "one note for one question"


@pytest.mark.parametrize(
    ("intent", "words", "entities"),
    [
        ("ask_time", "bao lâu xong", {}),
        ("ask_time", "vậy bao lâu?", {}),
        ("ask_human", "cho gặp cán bộ", {}),
        ("hotline_complaint", "cán bộ làm khó", {}),
        ("ask_papers", "tách thửa thiếu gì", {"procedure": SPLIT}),
    ],
)
async def test_another_matter_is_no_note(
    citizen: Citizen, intent: str, words: str, entities: dict[str, str]
) -> None:
    await reported(citizen)
    said = await citizen.say(intent, words, entities=entities)
    assert said.message["effects"] == []


async def test_nothing_to_add(citizen: Citizen) -> None:
    said = await reported(citizen)
    done = await citizen.tap(said.buttons["Không có gì thêm"])
    assert (done.outcome, done.message["effects"]) == ("chatted", [])
