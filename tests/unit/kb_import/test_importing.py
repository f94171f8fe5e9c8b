"""What an import changes in the base, what it leaves, and what it tells."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from bot.kb_import.report import report
from procedures_kb.check import check
from procedures_kb.differences import difference, said
from procedures_kb.loader import DATA_DIR, KnowledgeBaseError, load_knowledge_base
from procedures_kb.portal.importing import Import
from procedures_kb.portal.rows import ImportRefused
from procedures_kb.portal.seen import read_seen
from procedures_kb.portal.writing import Rewritten, put_in_place, write_all, write_draft
from procedures_kb.reverification import reverifications
from tests.unit.kb_import.exports import BY_HAND, LATER, TODAY, base, contents, export, imported, planned
from tests.unit.procedures_kb.record_files import CODE, OVERLAY, write, write_overlay

FILE = f"national/dat_dai/{CODE}.yml"
NEW = "1.014999"
OTHER_PAPERS = [{"name": "Đơn mới", "original": 1, "copy": 0}]


def actions(found: Import) -> dict[str, str]:
    return {step.part: step.action for plan in found.plans for step in plan.steps}


def text(root: Path) -> str:
    return (root / FILE).read_text(encoding="utf-8")


def test_the_first_import_compares_and_writes_no_record(tmp_path: Path) -> None:
    base(tmp_path)
    found = imported(tmp_path, export())
    assert set(actions(found).values()) == {"compare"}
    assert text(tmp_path) == BY_HAND
    assert planned(tmp_path, export()).files == ()
    assert actions(planned(tmp_path, export())) == {}


def test_the_order_of_a_list_is_no_change(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    turned = export(documents=export()["documents"][::-1], legal_basis=export()["legal_basis"][::-1])
    assert actions(planned(tmp_path, turned)) == {}


def test_the_head_follows_the_portal_and_nothing_else_moves(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    newer = export(
        name="Đăng ký biến động đất đai",
        level="xa",
        authority="Ủy ban nhân dân xã",
        audience=["Công dân Việt Nam", "Tổ chức (không bao gồm doanh nghiệp, HTX)"],
        source_url="https://dichvucong.gov.vn/y",
    )
    found = imported(tmp_path, newer)
    assert set(actions(found).values()) == {"written"}
    record = load_knowledge_base(tmp_path).get(CODE)
    assert record is not None
    assert (record.name, record.level, record.authority) == (newer["name"], "commune", "Ủy ban nhân dân xã")
    assert record.audience == ("Công dân Việt Nam", "Tổ chức (không gồm doanh nghiệp, hợp tác xã)")
    kept = [line for line in BY_HAND.splitlines() if line.partition(":")[0] not in HEAD]
    assert [line for line in text(tmp_path).splitlines() if line.partition(":")[0] not in HEAD] == kept


HEAD = ("name", "level", "authority", "audience", "portal_url")


def test_a_group_that_changed_is_marked_and_not_overwritten(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    found = imported(tmp_path, export(documents=OTHER_PAPERS, as_of=LATER))
    assert actions(found) == {"papers": "marked"}
    assert text(tmp_path) == BY_HAND.replace("as_of: 2026-06-10", f"as_of: {LATER}")
    kb = load_knowledge_base(tmp_path)
    record = kb.get(CODE)
    assert record is not None
    assert kb.later_laws(record, ["papers", "fee"], TODAY) == (
        "Cổng Dịch vụ công quốc gia đã đổi mục này, bản ghi ngày 01/12/2026, nên có thể đã khác.",
    )
    [work] = reverifications(kb, TODAY, {}, "Sở")
    assert (work.groups, work.codes, work.due) == (("papers",), (CODE,), TODAY)


def test_a_mark_stays_until_the_group_is_verified(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    newer = export(documents=OTHER_PAPERS, as_of=LATER)
    imported(tmp_path, newer)
    later = date(2027, 1, 15)
    imported(tmp_path, newer | {"as_of": "2027-01-14"}, today=later)
    assert "2026-12-02" in (tmp_path / "portal_changes.yml").read_text()
    assert "verified_on: 2027-01-14" not in text(tmp_path)
    write(tmp_path, text(tmp_path).replace("verified_on: 2026-06-10", "verified_on: 2027-01-15", 1))
    imported(tmp_path, newer | {"as_of": "2027-01-15"}, today=later)
    assert "codes" not in (tmp_path / "portal_changes.yml").read_text()


def test_what_the_portal_still_says_is_confirmed_on_the_new_day(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    found = imported(tmp_path, export(as_of=LATER))
    assert actions(found) == {}
    record = load_knowledge_base(tmp_path).get(CODE)
    assert record is not None
    assert record.papers is not None
    assert record.fee is not None
    assert (record.as_of, record.papers.verified_on) == (date(2026, 12, 1), date(2026, 12, 1))
    assert record.papers.source == "Cổng Dịch vụ công quốc gia, bản ghi ngày 01/12/2026"
    assert record.fee.verified_on == date(2026, 6, 10)  # its source is a decision, not the portal
    assert "# read twice" in text(tmp_path)


def test_a_new_decision_confirms_nothing(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    imported(tmp_path, export(as_of=LATER, decision="9999/QĐ-BNNMT"))
    assert "bản ghi ngày 10/06/2026" in text(tmp_path)


def test_a_provinces_own_group_is_not_called_outdated(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    found = imported(tmp_path, export(fee_kind="free", fee=None, as_of=LATER))
    assert actions(found) == {"fee": "marked"}
    for overlay, told in ((None, True), ("dong_nai", False)):
        kb = load_knowledge_base(tmp_path, overlay)
        record = kb.get(CODE)
        assert record is not None
        assert bool(kb.later_laws(record, ["fee"], TODAY)) is told


def test_a_new_code_stands_by_name(tmp_path: Path) -> None:
    name = "Cấp giấy phép khai thác, sử dụng tài nguyên nước cho công trình khai thác nước dưới đất " * 3
    found = imported(base(tmp_path), export(), export(code=NEW, name=name, field="Tài nguyên nước"))
    record = load_knowledge_base(tmp_path).get(NEW)
    assert record is not None
    assert (record.is_full, record.name) == (False, name.strip())
    assert len(record.plain_name) <= 40
    assert NEW in record.plain_name
    [remark] = check(load_knowledge_base(tmp_path), date(2026, 11, 1))
    assert str(remark).startswith(f"warning: {NEW}: plain_name: as imported: write plain_name")
    assert any("new: by name only" in line for line in report(found))
    newer = planned(tmp_path, export(), export(code=NEW, name=name, field="Tài nguyên nước", documents=[]))
    assert actions(newer) == {}


def test_another_field_or_a_ministrys_level_is_left_to_the_officer(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    found = imported(tmp_path, export(field="Môi trường", level="bo"))
    assert actions(found) == {"field": "by hand", "level": "by hand"}
    assert text(tmp_path) == BY_HAND


def test_a_ministrys_procedure_that_is_new_is_left_out(tmp_path: Path) -> None:
    found = imported(base(tmp_path), export(), export(code=NEW, level="bo"))
    assert load_knowledge_base(tmp_path).get(NEW) is None
    assert list(report(found))[-1] == "0 new, 1 different, 0 as before, 1 left out"


def test_a_field_that_is_left_out_changes_nothing(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    less = {name: value for name, value in export(as_of=LATER).items() if name not in ("documents", "time")}
    assert actions(imported(tmp_path, less)) == {}
    assert actions(planned(tmp_path, export(as_of=LATER))) == {}


def test_records_that_are_not_in_the_file_are_named(tmp_path: Path) -> None:
    found = planned(base(tmp_path), export(code=NEW))
    assert f"1 of our records are not in the file: {CODE}" in list(report(found))


def test_the_report_shows_both_sides(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    lines = list(report(planned(tmp_path, export(documents=OTHER_PAPERS, as_of=LATER))))
    assert lines == [
        f"{CODE} (record 1) Sang tên sổ đỏ",
        "  papers: changed on the portal: citizens are told so until it is verified",
        "    portal: Đơn mới (1+0)",
        "    record: Đơn đăng ký biến động (1+0, form 18)",
        "    record: Hợp đồng mua bán (1+1)",
        "0 new, 1 different, 0 as before, 0 left out",
    ]


def test_nothing_is_set_back_to_an_older_export(tmp_path: Path) -> None:
    imported(base(tmp_path), export(as_of=LATER))
    with pytest.raises(ImportRefused, match=r"as_of: 2026-06-10 is older than our record of 2026-12-01"):
        planned(tmp_path, export())


def test_a_base_that_would_not_load_is_not_written(tmp_path: Path) -> None:
    before = contents(base(tmp_path))
    broken = Rewritten(
        tmp_path / FILE, BY_HAND.encode(), BY_HAND.replace("level: province", "level: district")
    )
    sound = Rewritten(tmp_path / "overlays/dong_nai/x.yml", None, OVERLAY)
    with pytest.raises(KnowledgeBaseError, match=rf"{CODE}\.yml:\d+: level: ") as refused:
        write_all(tmp_path, [sound, broken])
    assert "chidan-import" not in str(refused.value)
    assert contents(tmp_path) == before


def test_a_file_that_was_edited_meanwhile_stops_the_import(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    found = planned(tmp_path, export(name="Tên khác"))
    write(tmp_path, BY_HAND.replace("Sang tên sổ đỏ", "Sang tên"))
    before = contents(tmp_path)
    with pytest.raises(ImportRefused, match="was edited meanwhile"):
        write_all(tmp_path, found.files)
    assert contents(tmp_path) == before


def test_a_failure_midway_puts_everything_back(tmp_path: Path) -> None:
    before = contents(base(tmp_path))
    (tmp_path / "in_the_way").mkdir()
    good = Rewritten(tmp_path / FILE, BY_HAND.encode(), BY_HAND.replace("Sang tên sổ đỏ", "Sang tên"))
    new = Rewritten(tmp_path / "overlays/dak_lak" / f"{CODE}.yml", None, OVERLAY)
    blocked = Rewritten(tmp_path / "in_the_way", None, "no file can take the place of a folder")
    for one in (good, new, blocked):
        write_draft(one)
    with pytest.raises(OSError, match="in_the_way"):
        put_in_place([good, new, blocked])
    blocked.draft.unlink()
    assert contents(tmp_path) == before


def test_the_versions_before_and_after_show_what_was_written(tmp_path: Path) -> None:
    before = load_knowledge_base(base(tmp_path)).get(CODE)
    imported(tmp_path, export(name="Tên khác"))
    after = load_knowledge_base(tmp_path).get(CODE)
    found = difference(said(msgspec.to_builtins(before)), said(msgspec.to_builtins(after)))
    assert found is not None
    assert [part.name for part in found.parts] == ["name"]


def test_an_import_leaves_the_overlay_alone(tmp_path: Path) -> None:
    imported(base(tmp_path), export())
    imported(tmp_path, export(name="Tên khác", fee_kind="free", as_of=LATER))
    assert (
        write_overlay(tmp_path / "again").read_bytes()
        == (tmp_path / f"overlays/dong_nai/{CODE}.yml").read_bytes()
    )


def test_what_the_portal_said_of_each_of_our_records_is_remembered() -> None:
    """Without it the next import could only compare, and not say what has changed."""
    base = load_knowledge_base()
    with_code = {one.code for one in (*base.procedures, *base.ministry) if one.national_code}
    assert with_code - set(read_seen(DATA_DIR)) == {"1.012789"}  # not in the export of 10/06/2026
