"""What `kb check` says of a base that loads, and of one that does not."""

from datetime import date
from pathlib import Path

import pytest

from procedures_kb.check import check, faults
from procedures_kb.loader import KnowledgeBaseError, load_knowledge_base
from tests.unit.procedures_kb.record_files import OVERLAY, RECORD, changed, write, write_overlay

EARLY = date(2026, 6, 11)


def said(root: Path, today: date = EARLY, overlay: str | None = None) -> list[str]:
    return [str(finding) for finding in check(load_knowledge_base(root, overlay), today)]


def test_a_sound_base_passes_in_silence(tmp_path: Path) -> None:
    write(tmp_path)
    assert check(load_knowledge_base(tmp_path), EARLY) == []


def test_a_base_that_does_not_load_is_all_faults(tmp_path: Path) -> None:
    file = write(tmp_path, changed("level: province", "level: district"))
    with pytest.raises(KnowledgeBaseError) as stopped:
        load_knowledge_base(tmp_path)
    (finding,) = faults(stopped.value)
    assert finding.weight == "fault"
    assert str(file) in finding.reason


def test_the_end_of_a_rule_is_announced_90_days_ahead(tmp_path: Path) -> None:
    write(tmp_path)
    assert said(tmp_path, date(2026, 11, 30)) == []
    assert said(tmp_path, date(2026, 12, 1)) == [
        "warning: 1.013831: papers: expires on 2027-02-28: verify again"
    ]
    assert said(tmp_path, date(2027, 3, 1)) == ["warning: 1.013831: papers: expired on 2027-02-28"]


def test_days_that_are_still_to_come_are_noticed(tmp_path: Path) -> None:
    write(tmp_path)
    remarks = said(tmp_path, date(2025, 6, 1))
    assert "warning: 1.013831: papers: not in force before 2025-07-01" in remarks
    assert any("fee.verified_on: verified on 2026-06-10, which is still to come" in one for one in remarks)


def test_the_overlay_in_use_is_checked(tmp_path: Path) -> None:
    write(tmp_path)
    write_overlay(tmp_path, changed("  kind: fixed", "  valid_to: 2026-01-01\n  kind: fixed", OVERLAY))
    assert said(tmp_path) == []
    assert said(tmp_path, overlay="dong_nai") == ["warning: 1.013831: fee: expired on 2026-01-01"]


def test_names_too_long_or_cut_off_are_noticed(tmp_path: Path) -> None:
    text = changed('"Sang tên sổ đỏ"', f'"{"x" * 41}"')
    write(tmp_path, changed('"Hợp đồng mua bán"', '"Hợp đồng mua…"', text))
    remarks = said(tmp_path)
    assert any("plain_name: 41 characters, at most 40 fit" in one for one in remarks)
    assert any("papers.items[1].name: the name is too long or cut off" in one for one in remarks)


def test_a_name_that_two_procedures_share_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    write(tmp_path, changed('"sang sổ"', '"cho đất"', RECORD.replace("1.013831", "1.013832")), "1.013832")
    remarks = said(tmp_path)
    assert "info: 1.013831: aliases: 'sang tên' also names 1.013832" in remarks
    assert not any("sang sổ" in one for one in remarks)


def test_the_projects_own_base_has_no_fault_and_a_missing_overlay_is_one() -> None:
    assert not any(one.weight == "fault" for one in check(load_knowledge_base(overlay="dong_nai"), EARLY))
    with pytest.raises(KnowledgeBaseError) as stopped:
        load_knowledge_base(overlay="nowhere")
    (missing,) = faults(stopped.value)
    assert missing.weight == "fault"
    assert "there is no overlay folder of this name" in str(missing)
