"""What a card says, and in which order."""

import msgspec

from bot.cards.render import render
from bot.offices import Office
from tests.unit.actions.records import TRANSFER, procedure, transfer
from tests.unit.cards.reading import spaceless, words_of
from tests.unit.cards.records import DEPARTMENT, LATER, TODAY, card, transfer_card


def paper_names(found: object) -> list[list[str]]:
    return [[paper.name for paper in one.papers] for one in found.papers]


def test_a_told_case_leaves_only_its_own_papers() -> None:
    told = transfer_card("sale")
    assert told.cases == ("Mua bán",)
    assert paper_names(told) == [
        ["Đơn đăng ký biến động", "Sổ đỏ", "Hợp đồng mua bán", "Giấy ủy quyền, khi có người làm thay"],
        ["Biên lai thuế"],
    ]
    assert [period.text for period in told.periods] == ["5 ngày làm việc"]


def test_an_open_case_names_what_each_paper_depends_on() -> None:
    untold = transfer_card()
    assert untold.cases == ()
    assert paper_names(untold)[2:] == [["Hợp đồng mua bán"], ["Giấy khai sinh"]]
    assert untold.papers[2].conditions[0].names == ("Mua bán",)
    assert untold.papers[2].conditions[0].others == ("Tặng cho",)
    assert [period.conditions[0].names for period in untold.periods] == [("Mua bán",), ("Tặng cho",)]


def test_the_code_leads_to_the_same_case() -> None:
    assert transfer_card("sale").address == f"https://chidan.example.vn/thu-tuc/{TRANSFER}?truong_hop=sale"
    assert transfer_card().address == f"https://chidan.example.vn/thu-tuc/{TRANSFER}"
    assert transfer_card("sale").qr != transfer_card("gift").qr


def test_a_later_law_asks_to_call_first() -> None:
    assert not transfer_card().doubt.call_first
    doubt = transfer_card(changes=(LATER,)).doubt
    assert doubt.later_laws == ("Nay đã đổi.",)
    assert doubt.call_first


def test_low_confidence_asks_to_call_first() -> None:
    record = transfer()
    unsure = msgspec.structs.replace(record.place, confidence="low")
    assert card(msgspec.structs.replace(record, place=unsure)).doubt.call_first


def test_a_rule_that_has_ended_is_told_with_its_last_day() -> None:
    record = transfer()
    ended = msgspec.structs.replace(record.time, valid_to=record.time.verified_on)
    doubt = card(msgspec.structs.replace(record, time=ended)).doubt
    assert doubt.expired == ("10/06/2026",)
    assert doubt.call_first


def test_the_oldest_check_is_the_one_named() -> None:
    record = transfer()
    older = msgspec.structs.replace(record.fee, verified_on=record.fee.verified_on.replace(year=2025))
    assert card(msgspec.structs.replace(record, fee=older)).verified_on == "10/06/2025"


def test_the_offices_that_take_it_are_told_with_their_phone() -> None:
    office = Office(
        name="Trung tâm Phục vụ hành chính công tỉnh",
        kind="province",
        address="Số 1 đường Mẫu",
        phone="0251 111 111",
        source="Quyết định mẫu",
        verified_on=TODAY,
    )
    department = msgspec.structs.replace(DEPARTMENT, offices=(office,))
    record = transfer()
    at_province = msgspec.structs.replace(record.place, items=("Trung tâm hành chính công tỉnh",))
    here = card(msgspec.structs.replace(record, place=at_province), department=department)
    assert [(one.address, one.phone) for one in here.counters] == [("Số 1 đường Mẫu", "0251 111 111")]
    assert spaceless("Số 1 đường Mẫu. Điện thoại: 0251 111 111") in words_of(render(here, "pdf"))
    assert card(record, department=department).counters == ()


def test_nothing_is_made_up_where_a_record_is_silent() -> None:
    silent = card(procedure(TRANSFER, "Sang tên sổ đỏ"))
    assert (silent.papers, silent.fee_kind, silent.periods, silent.places) == ((), None, (), ())
