"""Laws that came after the records: who is told, and who has to verify what."""

from datetime import date
from pathlib import Path

import pytest

from procedures_kb.loader import KnowledgeBase, KnowledgeBaseError, load_knowledge_base
from procedures_kb.reverification import reverifications
from tests.unit.procedures_kb.record_files import CODE, OVERLAY, write, write_overlay

CHANGES = """\
changes:
  - id: by_province
    fields: ["Đất đai"]
    groups: [papers, fee]
    since: 2026-07-01
    by: "NĐ 49/2026/NĐ-CP"
    says: "Từ 01/07/2026 mỗi tỉnh tự quy định."
"""
BEFORE, AFTER = date(2026, 6, 30), date(2026, 7, 1)
VERIFIERS = {"Đất đai": "Phòng Quản lý đất đai"}


def base(root: Path, overlay: str | None = None) -> KnowledgeBase:
    write(root)
    (root / "changes.yml").write_text(CHANGES, encoding="utf-8")
    return load_knowledge_base(root, overlay)


def superseded(kb: KnowledgeBase, name: str, today: date) -> bool:
    procedure = kb.get(CODE)
    assert procedure is not None
    return kb.superseding(procedure, name, today) is not None


def test_a_change_counts_from_its_day_and_for_its_groups_alone(tmp_path: Path) -> None:
    kb = base(tmp_path)
    assert not superseded(kb, "papers", BEFORE)
    assert superseded(kb, "papers", AFTER)
    assert not superseded(kb, "time", AFTER)
    assert not superseded(kb, "legal", AFTER)  # the record has no such group


def test_a_province_that_has_decided_since_is_not_superseded(tmp_path: Path) -> None:
    dated = OVERLAY.replace("  confidence: medium", "  valid_from: 2026-07-01\n  confidence: medium")
    write_overlay(tmp_path, dated)
    kb = base(tmp_path, "dong_nai")
    assert not superseded(kb, "fee", AFTER)
    assert superseded(kb, "papers", AFTER)


def test_an_older_overlay_is_superseded_too(tmp_path: Path) -> None:
    write_overlay(tmp_path, OVERLAY)
    assert superseded(base(tmp_path, "dong_nai"), "fee", AFTER)


def test_a_broken_changes_file_stops_the_load(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "changes.yml").write_text(CHANGES.replace("[papers, fee]", "[paper]"), encoding="utf-8")
    with pytest.raises(KnowledgeBaseError, match=r"changes\.yml"):
        load_knowledge_base(tmp_path)


def test_the_work_names_unit_day_and_records(tmp_path: Path) -> None:
    kb = base(tmp_path)
    (work,) = reverifications(kb, AFTER, VERIFIERS, "Sở")
    assert (work.unit, work.due, work.groups) == ("Phòng Quản lý đất đai", AFTER, ("papers", "fee"))
    assert CODE in str(work)


def test_an_end_is_announced_ninety_days_ahead_and_due_a_month_before(tmp_path: Path) -> None:
    write(tmp_path)
    kb = load_knowledge_base(tmp_path)
    assert reverifications(kb, date(2026, 11, 30), {}, "Sở") == []
    (work,) = reverifications(kb, date(2026, 12, 1), {}, "Sở")
    assert (work.unit, work.due, work.groups) == ("Sở", date(2027, 2, 1), ("papers",))
