"""What is said about one aspect of one procedure."""

from dataclasses import replace

import pytest

from actions.aspects import ASPECTS
from procedures_kb.changes import Change
from procedures_kb.loader import KnowledgeBase
from tests.unit.actions.citizen import Citizen
from tests.unit.actions.records import BY_NAME, LOST, SPLIT, TODAY, TRANSFER

SOURCE_LINE = "Căn cứ: Quyết định 2304/QĐ-BNNMT · kiểm tra ngày 10/06/2026"


async def test_papers_are_numbered_with_counts_and_end_with_the_source(citizen: Citizen) -> None:
    said = await citizen.ask("ask_papers", procedure=TRANSFER)
    first = said.bubbles[0]
    assert "1. Đơn đăng ký biến động (mẫu số 18): 1 bản chính\n2. Sổ đỏ: 1 bản chính" in first
    assert first.splitlines()[-1] == SOURCE_LINE
    assert said.outcome == "answered"


async def test_papers_of_every_situation_are_told_apart_when_none_is_known(citizen: Citizen) -> None:
    said = await citizen.ask("ask_papers", procedure=TRANSFER)
    assert "Mua bán, thêm:\n- Hợp đồng mua bán: 1 bản chính, 1 bản sao" in said.text
    assert "Tặng cho, thêm:\n- Giấy khai sinh: 1 bản sao" in said.text


async def test_papers_that_all_depend_on_the_case_are_not_called_optional(citizen: Citizen) -> None:
    said = await citizen.say("ask_papers", procedure=SPLIT)
    assert "tùy trường hợp" in said.bubbles[0]
    assert "không có giấy nào bắt buộc" not in said.text
    heading = "Giấy tờ theo từng trường hợp (mỗi thứ 1 bản chính):\n"
    assert heading + "- Bản vẽ, khi tách thửa\n- Sổ đỏ các thửa, khi hợp thửa" in said.bubbles[1]


async def test_the_situation_in_the_words_selects_its_papers(citizen: Citizen) -> None:
    said = await citizen.say("ask_papers", "cho con dat can giay gi", procedure=TRANSFER)
    assert "trường hợp tặng cho" in said.text
    assert "Giấy khai sinh" in said.text
    assert "Hợp đồng mua bán" not in said.text


async def test_the_situation_is_remembered_in_follow_ups_only(citizen: Citizen) -> None:
    await citizen.say("ask_papers", "ban dat can giay gi", procedure=TRANSFER)
    follow_up = await citizen.say("ask_time", "bao lau")
    assert "trường hợp mua bán: 5 ngày làm việc" in follow_up.text
    asked_anew = await citizen.say("ask_time", "sang ten so do bao lau", procedure=TRANSFER)
    assert "4 ngày làm việc" in asked_anew.text


async def test_optional_papers_follow_the_necessary_ones_and_special_cases_come_last(
    citizen: Citizen,
) -> None:
    said = await citizen.ask("ask_papers", procedure=TRANSFER)
    assert "chuẩn bị 2 thứ" in said.bubbles[0]
    assert "Có giấy nào dưới đây thì mang thêm giấy đó:\n- Biên lai thuế: 1 bản chính\n" in said.bubbles[0]
    assert said.bubbles[1].startswith("Trường hợp riêng, có thì mang thêm:\n- Giấy ủy quyền, khi có người")


async def test_the_day_of_the_check_is_said_once(citizen: Citizen) -> None:
    said = await citizen.say("ask_legal", procedure=TRANSFER)
    portal = (
        "Căn cứ: Cổng Dịch vụ công quốc gia, theo Quyết định 1 ngày 01/02/2025 · kiểm tra ngày 10/06/2026"
    )
    assert said.bubbles[0].splitlines()[-1] == portal


async def test_an_uncertain_note_is_said_with_the_hotline(citizen: Citizen) -> None:
    said = await citizen.ask("ask_papers", procedure=TRANSFER)
    assert "Lưu ý: Mẫu đơn do tỉnh quy định." in said.bubbles[-1]
    assert "0251 000 000" in said.bubbles[-1]
    assert said.buttons["Gặp cán bộ"] == "/ask_human"


async def test_a_fee_of_the_province_says_so_and_organisations_stand_apart(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", procedure=TRANSFER)
    assert "Lệ phí cấp sổ: 25.000 đồng/giấy" in said.bubbles[0]
    assert "dữ liệu Đồng Nai" in said.bubbles[0]
    assert "990.000" not in said.bubbles[0]
    heading = "Riêng tổ chức, doanh nghiệp:\n\nGiá dịch vụ cho tổ chức:\n"
    assert said.bubbles[1] == f"{heading}- Đất: 990.000 đồng/giấy\n- Nhà: 995.000 đồng/giấy"


@pytest.mark.parametrize("code", [SPLIT, LOST])
async def test_an_unknown_amount_is_never_made_up(citizen: Citizen, code: str) -> None:
    said = await citizen.say("ask_fee", procedure=code)
    assert "0251 000 000" in said.text
    assert "đồng" not in said.text


async def test_an_expired_rule_is_announced(citizen: Citizen) -> None:
    said = await citizen.say("ask_time", procedure=SPLIT)
    assert "12 ngày làm việc" in said.bubbles[0]
    assert "- Xã miền núi, hải đảo: 22 ngày làm việc" in said.bubbles[0]
    assert "chỉ áp dụng đến hết ngày 31/10/2026" in said.bubbles[-1]


async def test_a_later_law_is_told_in_one_line_with_the_number_to_call(citizen: Citizen) -> None:
    law = Change(
        id="later", fields=("Đất đai",), groups=("papers",), since=TODAY, by="Luật mới", says="Nay đã đổi."
    )
    base = KnowledgeBase(citizen.services.kb.procedures, [law])
    told = Citizen(replace(citizen.services, kb=base))
    said = await told.ask("ask_papers", procedure=TRANSFER)
    assert said.bubbles[-1].count("Lưu ý: Nay đã đổi.") == 1
    assert "0251 000 000" in said.bubbles[-1]
    assert "Nay đã đổi" not in (await told.say("ask_time", procedure=TRANSFER)).text


async def test_steps_are_put_together_from_the_facts_where_the_record_has_none(citizen: Citizen) -> None:
    said = await citizen.say("ask_steps", procedure=TRANSFER)
    assert "2. Nộp hồ sơ: Trung tâm Phục vụ hành chính công xã" in said.text
    assert "4. Đến hẹn thì nhận kết quả: sổ đỏ đã ghi thay đổi" in said.text
    assert said.message["provenance"][0]["fields"] == ["papers", "place", "time", "result"]


async def test_a_missing_fact_is_admitted(citizen: Citizen) -> None:
    said = await citizen.say("ask_conditions", procedure=TRANSFER)
    assert "chưa có trong dữ liệu" in said.text
    assert f"https://dichvucong.gov.vn/{TRANSFER}" in said.text


@pytest.mark.parametrize("aspect", ASPECTS)
async def test_a_record_by_name_gives_who_handles_it_and_where_to_read_on(
    citizen: Citizen, aspect: str
) -> None:
    said = await citizen.say(f"ask_{aspect}", procedure=BY_NAME)
    for expected in ("Cấp phép khai thác cát", "Chi nhánh Văn phòng", "dichvucong.gov.vn", "0251 000 000"):
        assert expected in said.text
    assert said.message["provenance"][0]["fields"] == ["plain_name", "authority", "portal_url"]


async def test_provenance_names_the_version_of_the_record(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", procedure=TRANSFER)
    version = citizen.services.kb.get(TRANSFER).facts_version
    assert said.message["provenance"] == [{"procedure": TRANSFER, "fields": ["fee"], "version": version}]


async def test_what_comes_next_keeps_the_procedure(citizen: Citizen) -> None:
    said = await citizen.say("ask_fee", procedure=TRANSFER)
    assert said.buttons["Cần giấy tờ gì"] == '/ask_papers{"procedure":"1.000001"}'
    assert said.buttons["Báo sai"] == '/report_error{"procedure":"1.000001"}'
