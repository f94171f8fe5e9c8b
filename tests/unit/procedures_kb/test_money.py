"""Rates of the value of land: the arithmetic, the file and its faults, and what kb check sees of it."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures_kb.check import check
from procedures_kb.loader import KnowledgeBase, KnowledgeBaseError, load_knowledge_base
from procedures_kb.money import Duty, Money, Rate
from procedures_kb.reverification import reverifications
from tests.unit.procedures_kb.record_files import CODE, write

MONEY = """\
rates:
  - id: transfer_tax
    name: "Thuế chuyển nhượng"
    percent: "0.5"
    duties:
      - {procedure: "1.013831", situations: [sale], base: price, payer: "bên bán"}
      - {procedure: "1.013831", situations: [gift], base: table, payer: "bên nhận"}
    source: "Luật 1"
    valid_from: 2026-07-01
    valid_to: 2027-02-28
    verified_on: 2026-07-02
    confidence: medium
reliefs:
  - id: kin
    scopes: [{procedure: "1.013831", situations: [gift]}]
    waives: [transfer_tax]
    says: ["Người thân được miễn."]
    source: "Luật 1"
    verified_on: 2026-07-02
    confidence: medium
"""
DAY = date(2026, 7, 10)


def base(root: Path, text: str = MONEY) -> KnowledgeBase:
    write(root)
    (root / "money.yml").write_text(text, encoding="utf-8")
    return load_knowledge_base(root)


def rate(percent: str, free_part: int = 0) -> Rate:
    duty = Duty(procedure=CODE, base="price", payer="bên bán")
    return Rate(
        id="tax",
        name="Thuế",
        percent=percent,
        free_part=free_part,
        duties=(duty,),
        source="Luật 1",
        verified_on=DAY,
        confidence="high",
    )


@pytest.mark.parametrize(
    ("percent", "free_part", "value", "due"),
    [
        ("0.5", 0, 1_200_000_000, 6_000_000),
        ("2", 0, 1_200_000_000, 24_000_000),
        ("10", 20_000_000, 1_200_000_000, 118_000_000),
        ("10", 20_000_000, 20_000_000, 0),
        ("10", 20_000_000, 1, 0),
        ("0.5", 0, 100, 1),  # half a đồng is rounded up
        ("0.5", 0, 99, 0),
        ("0.125", 0, 10**13, 12_500_000_000),
    ],
)
def test_what_is_due(percent: str, free_part: int, value: int, due: int) -> None:
    assert rate(percent, free_part).due(value) == due


@given(st.integers(0, 10**13), st.integers(0, 10**13))
def test_more_value_never_costs_less(one: int, other: int) -> None:
    tax = rate("0.5", 20_000_000)
    assert (tax.due(one) <= tax.due(other)) or one > other
    assert 0 <= tax.due(one) <= one


def test_a_rate_is_found_by_the_case(tmp_path: Path) -> None:
    money = base(tmp_path).money
    assert money.situations(CODE) == ("sale", "gift")
    assert [charge.duty.payer for charge in money.charges(CODE, "gift")] == ["bên nhận"]
    assert money.charges(CODE, None) == ()
    assert money.charges("1.000000", "sale") == ()
    assert [relief.id for relief in money.reliefs_for(CODE, "gift")] == ["kin"]
    assert money.reliefs_for(CODE, "sale") == ()


def test_a_base_without_rates_has_none(tmp_path: Path) -> None:
    write(tmp_path)
    assert load_knowledge_base(tmp_path).money == Money()


def test_a_changed_rate_changes_the_version_of_the_base(tmp_path: Path) -> None:
    before = base(tmp_path).version
    assert base(tmp_path, MONEY.replace('"0.5"', '"0.6"')).version != before


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('percent: "0.5"', "percent: 0.5", "percent"),
        ('percent: "0.5"', 'percent: "-1"', "percent"),
        ("situations: [sale]", "situations: [theft]", "unknown situation 'theft'"),
        ('{procedure: "1.013831", situations: [sale]', '{procedure: "9.999999"', "no national record"),
        ("waives: [transfer_tax]", "waives: [nothing]", "there is no rate 'nothing'"),
        ("  - id: kin", "  - id: transfer_tax", "stands twice"),
        ("valid_to: 2027-02-28", "valid_to: 2026-01-01", "would end before it begins"),
        ("base: table", "base: guess", "base"),
        (
            "verified_on: 2026-07-02\n    confidence: medium\nreliefs",
            "confidence: medium\nreliefs",
            "verified_on",
        ),
    ],
)
def test_a_fault_names_file_and_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"money\.yml:\d+: .*") as stopped:
        base(tmp_path, MONEY.replace(old, new, 1))
    assert fault in str(stopped.value)


def remarks(kb: KnowledgeBase, today: date) -> list[str]:
    return [str(finding) for finding in check(kb, today) if finding.code == "money"]


def test_kb_check_sees_a_rate_that_ends_or_was_never_verified(tmp_path: Path) -> None:
    kb = base(tmp_path)
    assert remarks(kb, DAY) == []
    assert remarks(kb, date(2026, 6, 1))[:2] == [
        "warning: money: transfer_tax.verified_on: verified on 2026-07-02, which is still to come",
        "warning: money: transfer_tax: not in force before 2026-07-01",
    ]
    assert remarks(kb, date(2026, 12, 1)) == [
        "warning: money: transfer_tax: expires on 2027-02-28: verify again"
    ]
    assert remarks(kb, date(2027, 3, 1)) == ["warning: money: transfer_tax: expired on 2027-02-28"]
    unsure = base(tmp_path, MONEY.replace("confidence: medium\nreliefs", "confidence: low\nreliefs"))
    assert remarks(unsure, DAY) == ["warning: money: transfer_tax: not verified at its source"]


def test_the_end_of_a_rate_is_somebodys_work(tmp_path: Path) -> None:
    found = reverifications(base(tmp_path), date(2026, 12, 1), {"money": "Phòng Kế hoạch - Tài chính"}, "Sở")
    (work,) = [one for one in found if one.field == "money"]
    assert (work.unit, work.due, work.groups) == (
        "Phòng Kế hoạch - Tài chính",
        date(2027, 2, 1),
        ("transfer_tax",),
    )
    assert work.codes == (CODE,)


def test_the_real_rates_are_those_of_the_law() -> None:
    money = load_knowledge_base().money
    percents = {(one.id, one.percent, one.free_part) for one in money.rates}
    assert percents == {
        ("registration_fee", "0.5", 0),
        ("income_tax_sale", "2", 0),
        ("income_tax_gift", "10", 20_000_000),
    }
    assert money.situations(CODE) == ("sale", "gift", "inheritance", "exchange")
    assert all(len(sentence.split()) <= 25 for relief in money.reliefs for sentence in relief.says)
