"""Where to go: the commune of today, its office, and what replaced the offices of the districts."""

from dataclasses import replace

import msgspec
import pytest

from actions.services import Services
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import Listing
from tests.unit.actions.citizen import Citizen, Said
from tests.unit.actions.records import BY_NAME, LOST, MEDIATION, SOURCED, SPLIT, TRANSFER

MAP = "https://www.google.com/maps/search/?api=1&query="
PLACES = {
    TRANSFER: "Trung tâm Phục vụ hành chính công của xã, phường",
    SPLIT: "Văn phòng đăng ký đất đai",
    LOST: "Trung tâm Phục vụ hành chính công của tỉnh",
}

POST = "Gửi hồ sơ qua bưu điện"


@pytest.fixture
def services(services: Services) -> Services:
    """The small base, with a place for each kind of office."""
    placed = [
        msgspec.structs.replace(one, place=Listing(**SOURCED, items=(PLACES[one.code], POST)))
        if one.code in PLACES
        else one
        for one in services.kb.procedures
    ]
    return replace(services, kb=KnowledgeBase(placed))


async def asked(citizen: Citizen, text: str = "nộp ở đâu", procedure: str = TRANSFER) -> Said:
    return await citizen.say("ask_place", text, procedure=procedure)


async def test_a_question_on_the_place_asks_for_the_commune(citizen: Citizen) -> None:
    said = await asked(citizen)
    assert said.outcome == "answered"
    assert "Cô/bác ở xã, phường nào ạ?" in said.bubbles[-1]
    assert "Trung tâm Phục vụ hành chính công của xã, phường" in said.bubbles[0]


async def test_a_typed_commune_is_answered_with_its_office(citizen: Citizen) -> None:
    await asked(citizen)
    said = await citizen.say("nlu_fallback", "phường Trung Dũng")
    assert said.outcome == "answered"
    assert "Phường Trung Dũng (thành phố Biên Hòa cũ) nay thuộc phường Trấn Biên." in said.text
    for told in ("Trung tâm Mẫu", "Số 1 đường Mẫu", "7 giờ 30 đến 16 giờ 30", "0251 111 111", MAP):
        assert told in said.text
    assert "Nguồn: Quyết định mẫu · kiểm tra ngày 22/11/2026" in said.text
    assert "Không tiện đi thì:\n- Gửi hồ sơ qua bưu điện" in said.text
    assert "thì cô/bác nộp hồ sơ ở" not in said.text, "the record's list was told before the question"
    assert citizen.slots["commune"] == "26041"


async def test_an_office_that_is_not_known_is_told_by_name_with_a_search_and_the_hotline(
    citizen: Citizen,
) -> None:
    await asked(citizen)
    said = await citizen.say("ask_papers", "Phú Lộc", procedure=SPLIT)
    assert "Xã Phú Lộc (huyện Tân Phú cũ) nay thuộc phường Tân Phú." in said.text
    assert "Trung tâm Phục vụ hành chính công phường Tân Phú" in said.text
    assert MAP in said.text
    assert "0251 000 000" in said.text
    assert "Địa chỉ" not in said.text
    assert said.meta["procedure"]["code"] == TRANSFER


async def test_the_commune_is_remembered_from_an_earlier_turn(citizen: Citizen) -> None:
    await citizen.say("ask_papers", "em ở phường Bửu Long, sang tên cần giấy gì", procedure=TRANSFER)
    said = await asked(citizen)
    assert "Trung tâm Mẫu" in said.text
    assert "ở xã, phường nào" not in said.text
    assert "Em tính theo phường Trấn Biên cô/bác nói lúc nãy." in said.text
    moved = await citizen.say("nlu_fallback", "đất ở xã Gia Canh")
    assert "nay thuộc xã Định Quán" in moved.text
    assert "lúc nãy" not in moved.text


async def test_a_commune_in_the_question_counts_at_once(citizen: Citizen) -> None:
    said = await asked(citizen, "ở xã Gia Canh huyện Định Quán thì nộp ở đâu")
    assert "nay thuộc xã Định Quán" in said.text
    assert "không còn cấp huyện" not in said.text, "the district is part of the address"


async def test_a_name_of_today_is_not_explained(citizen: Citizen) -> None:
    await asked(citizen)
    said = await citizen.say("nlu_fallback", "phường Trấn Biên")
    assert "nay thuộc" not in said.text
    assert "Trung tâm Mẫu" in said.text


async def test_a_name_of_two_places_is_asked_about_and_tapped(citizen: Citizen) -> None:
    await asked(citizen)
    which = await citizen.say("nlu_fallback", "phường Hố Nai")
    assert which.outcome == "asked_back_situation"
    assert "phường Hố Nai (thành phố Biên Hòa cũ)" in which.text
    assert set(which.buttons) == {"Phường Hố Nai", "Phường Long Bình", "Gặp cán bộ"}
    said = await citizen.tap(which.buttons["Phường Long Bình"])
    assert said.outcome == "answered"
    assert "Trung tâm Phục vụ hành chính công phường Long Bình" in said.text


async def test_the_second_of_two_places_can_be_pointed_at(citizen: Citizen) -> None:
    await asked(citizen)
    await citizen.say("nlu_fallback", "thị trấn Tân Phú")
    said = await citizen.say("choose_option", "cái thứ 2")
    assert "Trung tâm Phục vụ hành chính công phường Tân Phú" in said.text


async def test_a_divided_commune_is_said_to_be_divided(citizen: Citizen) -> None:
    said = await asked(citizen, "xã Xuân Tâm nộp ở đâu")
    assert "xã Xuân Tâm (huyện Xuân Lộc cũ) nay chia về mấy nơi: xã Xuân Đông, xã Xuân Hòa" in said.text
    assert {"Xã Xuân Đông", "Xã Xuân Hòa"} <= set(said.buttons)


async def test_a_district_alone_is_told_to_be_gone_with_its_communes(citizen: Citizen) -> None:
    said = await asked(citizen, "nộp ở huyện Nhơn Trạch phải không")
    assert "huyện Nhơn Trạch nay không còn" in said.text
    assert "Phường Nhơn Trạch" in said.text
    assert "Xã Đại Phước" in said.text
    assert said.text.count("nay không còn") == 1
    after = await citizen.say("other_agency", "phú hữu")
    assert "nay thuộc xã Đại Phước" in after.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nộp ở huyện phải không", "không còn cấp huyện"),
        ("ra một cửa huyện hả", "không còn cấp huyện"),
        ("nop o ubnd huyen duoc k", "không còn cấp huyện"),
        ("ra phòng tài nguyên môi trường nộp hả", "phòng này thuộc cấp huyện"),
        ("chi nhánh văn phòng đăng ký đất đai huyện ở đâu", "nay phụ trách nhiều xã, phường"),
        ("lên công an huyện nộp hả", "không nộp ở công an"),
    ],
)
async def test_an_office_that_is_gone_is_told_before_the_place(
    citizen: Citizen, text: str, told: str
) -> None:
    said = await asked(citizen, text)
    assert told in said.bubbles[0]
    assert "Trung tâm Phục vụ hành chính công" in said.bubbles[1]


@pytest.mark.parametrize(
    "text",
    ["nộp ở đâu", "cơ quan nào nhận", "chi nhánh văn phòng đăng ký đất đai ở đâu", "xã Tân Quan nộp ở đâu"],
)
async def test_what_is_still_there_is_not_told_to_be_gone(citizen: Citizen, text: str) -> None:
    assert "không còn" not in (await asked(citizen, text)).text


async def test_only_a_question_on_the_place_tells_of_offices_that_are_gone(citizen: Citizen) -> None:
    said = await citizen.ask("ask_fee", "phí ở huyện bao nhiêu", procedure=TRANSFER)
    assert "không còn cấp huyện" not in said.text


@pytest.mark.parametrize(
    ("intent", "text", "outcome"),
    [
        ("ask_fee", "phí bao nhiêu", "answered"),
        ("hotline_pollution", "ở xã Phú Lộc có mùi hôi quá", "handed_over"),
        ("ask_human", "cho gặp cán bộ xã Phú Lộc", "handed_over"),
    ],
)
async def test_another_matter_is_no_reply_to_the_question(
    citizen: Citizen, intent: str, text: str, outcome: str
) -> None:
    await asked(citizen)
    said = await citizen.ask(intent, text)
    assert said.outcome == outcome
    assert "Trung tâm Phục vụ hành chính công phường Tân Phú" not in said.text


async def test_a_place_that_nobody_asked_for_is_told_by_its_name_of_today(citizen: Citizen) -> None:
    said = await citizen.say("other_agency", "xã Phú Lộc giờ là xã nào")
    assert said.outcome == "chatted"
    assert "xã Phú Lộc (huyện Tân Phú cũ) nay thuộc phường Tân Phú" in said.text
    assert citizen.slots["commune"] == "26116"


async def test_after_another_answer_the_place_is_one_tap_away(citizen: Citizen) -> None:
    await citizen.ask("ask_fee", procedure=TRANSFER)
    noted = await citizen.say("greet", "em ở phường Bửu Long")
    said = await citizen.tap(noted.buttons["Nộp ở đâu"])
    assert "Trung tâm Mẫu" in said.text


async def test_the_button_without_a_commune_asks_for_it(citizen: Citizen) -> None:
    said = await citizen.tap("/tell_place")
    assert said.outcome == "asked_back_situation"
    assert "ở xã, phường nào" in said.text


async def test_a_procedure_known_by_name_only_has_no_place(citizen: Citizen) -> None:
    said = await asked(citizen, procedure=BY_NAME)
    assert "xã, phường nào" not in said.text


async def test_the_land_office_is_told_where_the_record_names_it(citizen: Citizen) -> None:
    said = await asked(citizen, procedure=SPLIT)
    assert "Văn phòng đất đai mẫu" in said.text
    assert "ở xã, phường nào" not in said.text


async def test_the_province_s_centre_is_searched_for_where_its_address_is_not_known(
    citizen: Citizen,
) -> None:
    said = await asked(citizen, procedure=LOST)
    assert "Trung tâm Phục vụ hành chính công của tỉnh\n- Tìm trên bản đồ: " + MAP in said.text
    assert "ở xã, phường nào" not in said.text


async def test_a_place_in_other_words_asks_for_nothing(citizen: Citizen) -> None:
    said = await asked(citizen, procedure=MEDIATION)
    assert said.bubbles[-1].startswith("Dạ, hòa giải")


async def test_a_district_office_is_gone_whatever_the_matter_is(citizen: Citizen) -> None:
    said = await citizen.say("ask_place", "nop o phong tai nguyen huyen duoc ko")
    assert said.outcome == "asked_back_procedure"
    assert "từ 01/07/2025 không còn cấp huyện" in said.bubbles[0]
    assert "của việc nào" in said.bubbles[-1]
