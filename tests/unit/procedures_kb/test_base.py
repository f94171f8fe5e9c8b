"""The project's own records."""

from collections import Counter
from datetime import date

import pytest

from procedures_kb.check import check
from procedures_kb.loader import KnowledgeBase, load_knowledge_base
from procedures_kb.show import show


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load_knowledge_base(overlay="dong_nai")


def test_all_procedures_of_the_department_are_known(base: KnowledgeBase) -> None:
    assert Counter(procedure.field for procedure in base.procedures) == {
        "Đất đai": 49,
        "Địa chất và khoáng sản": 38,
        "Tài nguyên nước": 19,
        "Biển và hải đảo": 13,
        "Bảo tồn thiên nhiên và Đa dạng sinh học": 9,
        "Biến đổi khí hậu": 5,
        "Đăng ký biện pháp bảo đảm": 5,
        "Môi trường": 5,
        "Khí tượng, thủy văn": 4,
        "Đo đạc, bản đồ và thông tin địa lý": 2,
        "Tổng hợp": 1,
    }


def test_people_can_tell_every_procedure_by_its_plain_name(base: KnowledgeBase) -> None:
    names = Counter(procedure.plain_name.casefold() for procedure in base.procedures)
    assert [name for name, count in names.items() if count > 1] == []
    for procedure in base.procedures:
        assert len(procedure.plain_name) <= 40, procedure.code
        assert len(procedure.aliases) >= 2, procedure.code
        assert procedure.when.startswith("Khi "), procedure.code


def test_nothing_had_expired_when_it_was_entered(base: KnowledgeBase) -> None:
    remarks = check(base, date(2026, 11, 26))
    records = (remark for remark in remarks if remark.code != "money")  # the rates were entered later
    assert [str(remark) for remark in records if remark.weight == "warning"] == []


def test_every_record_can_be_shown(base: KnowledgeBase) -> None:
    for procedure in base.procedures:
        assert procedure.name in show(procedure)
