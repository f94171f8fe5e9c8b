"""Procedures that a ministry handles: known by name, told apart from the province's own."""

from collections import Counter
from pathlib import Path

import pytest

from procedures_kb.check import LONG_PLAIN_NAME
from procedures_kb.loader import KnowledgeBase, KnowledgeBaseError, load_knowledge_base
from procedures_kb.show import show
from tests.unit.procedures_kb.record_files import CODE, changed, line_of, write

RECORD = """\
code: "1.012751"
name: "Đăng ký biến động (cấp Bộ)"
plain_name: "Sang tên sổ đỏ (Bộ)"
field: "Đất đai"
level: ministry
authority: "Bộ Nông nghiệp và Môi trường"
portal_url: "https://dichvucong.gov.vn/y"
as_of: 2026-06-10
counterpart: "1.013831"
apart: "Đất của hai tỉnh"
"""
TWIN = "1.012751"
LONGEST_SENTENCE = 25


def write_ministry(root: Path, text: str = RECORD, code: str = TWIN, field: str = "dat_dai") -> Path:
    return write(root, text, code, f"ministry/{field}")


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return load_knowledge_base()


def test_all_procedures_of_ministries_in_our_fields_are_known(base: KnowledgeBase) -> None:
    assert Counter(procedure.field for procedure in base.ministry) == {
        "Địa chất và khoáng sản": 29,
        "Đăng ký biện pháp bảo đảm": 16,
        "Biến đổi khí hậu": 14,
        "Tài nguyên nước": 10,
        "Biển và hải đảo": 10,
        "Môi trường": 6,
        "Khí tượng, thủy văn": 4,
        "Bảo tồn thiên nhiên và Đa dạng sinh học": 4,
        "Đo đạc, bản đồ và thông tin địa lý": 3,
        "Đất đai": 1,
        "Tổng hợp": 1,
    }


@pytest.mark.parametrize(
    ("code", "counterpart"),
    [
        ("1.000070", "1.004223"),
        ("1.014236", "1.014257"),
        ("1.010719", "1.010727"),
        ("1.012751", "1.012805"),
        ("1.000063", "1.000049"),
        ("1.011435", None),
        ("2.002469", None),
    ],
)
def test_the_same_matter_in_the_province_is_known(
    base: KnowledgeBase, code: str, counterpart: str | None
) -> None:
    found = base.get(code)
    assert found is not None
    here = base.counterpart(found)
    assert (here.code if here else None) == counterpart
    if here is not None:
        assert found in base.twins(here.code)
        assert here.field == found.field


def test_every_name_fits_a_button_and_is_the_only_one_of_its_kind(base: KnowledgeBase) -> None:
    names = Counter(each.plain_name.casefold() for each in (*base.procedures, *base.ministry))
    assert [name for name, count in names.items() if count > 1] == []
    assert all(len(each.plain_name) <= LONG_PLAIN_NAME for each in base.ministry)


def test_what_tells_a_twin_apart_is_said_in_a_short_sentence(base: KnowledgeBase) -> None:
    for each in base.ministry:
        said = f"{each.apart} thì do {each.authority} giải quyết"
        assert each.apart is None or len(said.split()) <= LONGEST_SENTENCE, said


def test_words_may_mean_a_ministrys_procedure_only_where_the_province_has_none_like_it(
    base: KnowledgeBase,
) -> None:
    nameable = {each.code for each in base.nameable}
    assert {each.code for each in base.procedures} <= nameable
    assert "1.011435" in nameable
    assert "1.014236" not in nameable


def test_a_twin_is_found_by_its_code_and_shown(tmp_path: Path) -> None:
    write(tmp_path)
    write_ministry(tmp_path)
    loaded = load_knowledge_base(tmp_path)
    twin = loaded.get(TWIN)
    assert twin is not None
    assert not twin.is_full
    text = show(twin)
    assert f"Việc tương tự ở tỉnh: {CODE}" in text
    assert "Thuộc bộ khi: Đất của hai tỉnh" in text
    assert [each.code for each in loaded.procedures] == [CODE]


def test_the_version_of_the_base_counts_the_ministries_in(tmp_path: Path) -> None:
    write(tmp_path)
    before = load_knowledge_base(tmp_path).version
    write_ministry(tmp_path)
    assert load_knowledge_base(tmp_path).version != before


@pytest.mark.parametrize(
    ("old", "new", "field", "reason"),
    [
        ('counterpart: "1.013831"', 'counterpart: "1.000009"', "counterpart", "no national record 1.000009"),
        ('counterpart: "1.013831"\n', "", "apart", "name its counterpart"),
        ("level: ministry", "level: province", "level", "Invalid enum value 'province'"),
        ('field: "Đất đai"', 'field: "Môi trường"', "field", "belongs into moi_truong/"),
        ("level: ministry", "level: ministry\nprice: 1", "price", "unknown field"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, old: str, new: str, field: str, reason: str) -> None:
    write(tmp_path)
    text = changed(old, new, RECORD)
    file = write_ministry(tmp_path, text)
    with pytest.raises(KnowledgeBaseError) as stopped:
        load_knowledge_base(tmp_path)
    (fault,) = stopped.value.faults
    assert (fault.file, fault.field, fault.line) == (str(file), field, line_of(text, f"{field}:"))
    assert reason in fault.reason


def test_a_ministrys_procedure_has_no_facts(tmp_path: Path) -> None:
    write(tmp_path)
    fee = '\nfee:\n  source: "x"\n  verified_on: 2026-06-10\n  confidence: low\n  kind: local\n'
    write_ministry(tmp_path, RECORD + fee)
    with pytest.raises(KnowledgeBaseError, match="stands by name"):
        load_knowledge_base(tmp_path)


def test_the_two_levels_do_not_mix(tmp_path: Path) -> None:
    write(tmp_path)
    write_ministry(tmp_path, changed(TWIN, CODE, RECORD), CODE)
    with pytest.raises(KnowledgeBaseError, match="already the code of a national record"):
        load_knowledge_base(tmp_path)
    (tmp_path / "ministry" / "dat_dai" / f"{CODE}.yml").unlink()
    file = tmp_path / "national" / "dat_dai" / f"{CODE}.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("level: province", "level: ministry"), "utf-8")
    with pytest.raises(KnowledgeBaseError, match="belongs into ministry/"):
        load_knowledge_base(tmp_path)
