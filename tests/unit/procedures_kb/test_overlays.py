"""A province's overlay replaces whole fact groups of the national record, and nothing else."""

from pathlib import Path

import pytest

from procedures_kb.facts import FACT_GROUPS
from procedures_kb.loader import KnowledgeBaseError, load_knowledge_base
from procedures_kb.model import Procedure
from tests.unit.procedures_kb.record_files import CODE, OVERLAY, changed, write, write_overlay


def procedure(root: Path, overlay: str | None = None) -> Procedure:
    found = load_knowledge_base(root, overlay).get(CODE)
    assert found is not None
    return found


def fault(root: Path, overlay: str | None = None) -> str:
    with pytest.raises(KnowledgeBaseError) as caught:
        load_knowledge_base(root, overlay)
    return str(caught.value)


def test_only_the_groups_of_the_overlay_are_replaced(tmp_path: Path) -> None:
    write(tmp_path)
    write_overlay(tmp_path)
    national, local = procedure(tmp_path), procedure(tmp_path, "dong_nai")
    assert national.fee is not None
    assert national.fee.province is None
    assert local.fee is not None
    assert (local.fee.kind, local.fee.province) == ("fixed", "Đồng Nai")
    assert [item.amount for item in local.fee.items] == ["25.000 đồng/giấy"]
    for name in set(FACT_GROUPS) - {"fee"}:
        assert local.fact_group(name) == national.fact_group(name)


def test_a_group_is_replaced_whole(tmp_path: Path) -> None:
    write(tmp_path)
    write_overlay(
        tmp_path,
        OVERLAY + "papers:\n  source: x\n  verified_on: 2025-07-04\n  confidence: low\n"
        "  items:\n    - {name: Đơn, original: 1, copies: 0}\n",
    )
    papers = procedure(tmp_path, "dong_nai").papers
    assert papers is not None
    assert [paper.name for paper in papers.items] == ["Đơn"]
    assert papers.valid_to is None  # not inherited from the national group


def test_the_version_tells_the_overlaid_base_from_the_national_one(tmp_path: Path) -> None:
    write(tmp_path)
    write_overlay(tmp_path)
    national, again = load_knowledge_base(tmp_path), load_knowledge_base(tmp_path)
    local = load_knowledge_base(tmp_path, "dong_nai")
    assert national.version == again.version != local.version
    assert len(local.version) == 12


def test_the_other_provinces_are_checked_too(tmp_path: Path) -> None:
    write(tmp_path)
    write_overlay(tmp_path)
    other = write_overlay(tmp_path, changed("kind: fixed", "kind: free!", OVERLAY), province="dak_lak")
    assert f"{other}:7: fee.kind: Invalid enum value" in fault(tmp_path, "dong_nai")


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("[sale]", "[lease]", "fee.items[0].situations[0]: unknown situation 'lease' (known: gift, sale)"),
        ('code: "1.013831"', 'code: "1.013832"', "code: the file is named 1.013831.yml"),
        ('province: "Đồng Nai"\n', "", "province: required field is missing"),
        ("fee:", "fees:", "fees: unknown field"),
    ],
)
def test_a_broken_overlay_is_named(tmp_path: Path, old: str, new: str, reason: str) -> None:
    write(tmp_path)
    write_overlay(tmp_path, changed(old, new, OVERLAY))
    assert reason in fault(tmp_path)


def test_an_overlay_of_an_unknown_procedure_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    file = write_overlay(tmp_path, OVERLAY.replace("1.013831", "1.000001"), code="1.000001")
    assert fault(tmp_path) == f"{file}:1: code: there is no national record 1.000001"


def test_an_overlay_that_replaces_nothing_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    write_overlay(tmp_path, OVERLAY.split("fee:")[0])
    assert "the overlay replaces nothing" in fault(tmp_path)


def test_a_broken_national_record_is_not_called_unknown(tmp_path: Path) -> None:
    write(tmp_path, "code: [")
    write_overlay(tmp_path)
    assert "no national record" not in fault(tmp_path)


def test_an_unknown_overlay_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path)
    assert "there is no overlay folder of this name" in fault(tmp_path, "hue")
