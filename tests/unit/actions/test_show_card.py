"""The button "Thẻ mang theo": the picture and the sheet of the citizen's own case."""

from dataclasses import replace

import msgspec

from actions.payloads import payload
from actions.services import Services
from procedures_kb.loader import KnowledgeBase
from tests.unit.actions.citizen import Citizen
from tests.unit.actions.records import BY_NAME, SPLIT, TRANSFER, small_base, transfer

TITLE = "Thẻ mang theo"


async def test_it_is_offered_after_the_papers_and_after_the_place(citizen: Citizen) -> None:
    for intent in ("ask_papers", "ask_place"):
        said = await citizen.ask(intent, procedure=TRANSFER)
        assert said.buttons[TITLE] == payload("show_card", procedure=TRANSFER), intent


async def test_it_shows_the_case_that_was_told(citizen: Citizen) -> None:
    asked = await citizen.say("ask_papers", procedure=TRANSFER)
    papers = await citizen.tap(asked.buttons["Mua bán"])
    said = await citizen.tap(papers.buttons[TITLE])
    bubble = said.message["replies"][-1]
    assert bubble["images"] == [f"/thu-tuc/{TRANSFER}/the.png?truong_hop=sale"]
    assert bubble["file"] == f"/thu-tuc/{TRANSFER}/the.pdf?truong_hop=sale"
    assert "/thu-tuc/" not in said.text
    assert "mọi trường hợp" not in said.text
    assert bubble["buttons"]
    assert said.outcome == "answered"


async def test_an_open_case_is_shown_whole_and_says_how_to_narrow_it(citizen: Citizen) -> None:
    said = await citizen.tap(payload("show_card", procedure=TRANSFER))
    assert said.message["replies"][-1]["images"] == [f"/thu-tuc/{TRANSFER}/the.png"]
    assert "mọi trường hợp" in said.text
    narrowed = await citizen.tap(said.buttons["Cần giấy tờ gì"])
    assert narrowed.outcome == "asked_back_situation"


async def test_the_case_of_another_procedure_is_not_taken_over(citizen: Citizen) -> None:
    citizen.slots["situation"] = f"{SPLIT}/sale"
    said = await citizen.tap(payload("show_card", procedure=TRANSFER))
    assert said.message["replies"][-1]["images"] == [f"/thu-tuc/{TRANSFER}/the.png"]


async def test_the_facts_shown_are_named_with_their_version(citizen: Citizen) -> None:
    said = await citizen.tap(payload("show_card", procedure=TRANSFER))
    version = citizen.services.kb.get(TRANSFER).facts_version
    used = {"procedure": TRANSFER, "fields": ["papers", "fee", "time", "place"], "version": version}
    assert said.message["provenance"] == [used]


async def test_a_procedure_known_by_name_has_no_card(citizen: Citizen) -> None:
    said = await citizen.tap(payload("show_card", procedure=BY_NAME))
    assert said.message["replies"][-1]["images"] == []
    assert "file" not in said.message["replies"][-1]
    assert TITLE not in said.buttons


async def test_a_button_of_a_procedure_that_is_gone_asks_which_one(citizen: Citizen) -> None:
    said = await citizen.tap(payload("show_card", procedure="9.999999"))
    assert said.outcome == "asked_back_procedure"


async def test_without_papers_there_is_nothing_to_take_along(services: Services) -> None:
    bare = msgspec.structs.replace(transfer(), papers=None)
    others = [one for one in small_base().procedures if one.code != TRANSFER]
    citizen = Citizen(replace(services, kb=KnowledgeBase([bare, *others])))
    assert TITLE not in (await citizen.ask("ask_place", procedure=TRANSFER)).buttons
