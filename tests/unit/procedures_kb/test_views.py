"""A record as text and as plain data."""

import json
from pathlib import Path

import pytest

from procedures_kb.card import card
from procedures_kb.loader import load_knowledge_base
from procedures_kb.model import Procedure
from procedures_kb.show import show
from tests.unit.procedures_kb.record_files import CODE, RECORD, write, write_overlay


@pytest.fixture
def procedure(tmp_path: Path) -> Procedure:
    write(tmp_path)
    write_overlay(tmp_path)
    found = load_knowledge_base(tmp_path, "dong_nai").get(CODE)
    assert found is not None
    return found


def test_every_fact_is_shown_with_its_source(procedure: Procedure) -> None:
    text = show(procedure)
    assert "- Hợp đồng mua bán; 1 bản chính; 1 bản sao; trường hợp: Mua bán" in text
    assert "- Đơn đăng ký biến động; 1 bản chính; mẫu 18\n" in text
    assert "- Lệ phí: 25.000 đồng/giấy; trường hợp: Mua bán" in text
    assert "Nguồn: QĐ 2304/QĐ-BNNMT https://dichvucong.gov.vn/x" in text
    assert "có hiệu lực từ 01/07/2025; đến hết 28/02/2027; kiểm tra ngày 10/06/2026; độ tin cậy: vừa" in text
    assert "dữ liệu riêng của Đồng Nai" in text


def test_a_record_that_stands_by_name_says_so(tmp_path: Path) -> None:
    write(tmp_path, RECORD.split("questions:")[0])
    found = load_knowledge_base(tmp_path).get(CODE)
    assert found is not None
    assert show(found).endswith("chưa được nhập.")
    assert card(found)["facts"] == {}
    assert not card(found)["full"]


def test_the_card_is_ready_for_json_and_holds_the_known_groups(procedure: Procedure) -> None:
    data = json.loads(json.dumps(card(procedure)))
    assert data["code"] == CODE
    assert data["version"] == procedure.facts_version
    assert list(data["facts"]) == ["papers", "fee", "time"]
    assert data["facts"]["papers"]["valid_to"] == "2027-02-28"
    assert data["facts"]["fee"]["province"] == "Đồng Nai"
