"""The traps of the facts that the base was built from: what looks like a fact there and is none."""

import re
from datetime import date

import pytest

from procedures_kb.loader import DATA_DIR, KnowledgeBase, load_knowledge_base
from procedures_kb.model import Procedure

REMOTE = re.compile(r"miền núi|hải đảo|vùng sâu")
CHANNEL = re.compile(r"trực tiếp|trực tuyến|bưu chính|bưu điện", re.IGNORECASE)
LAND_RULES_END = date(2027, 2, 28)
BY_PROVINCE = date(2026, 7, 1)  # the day by which each province set its own procedures (Decree 49/2026)
# The laws that these records cite say it themselves: no proof by silence.
FREE_BY_LAW = {"3.000439"}
ONLY_IN_LOCAL_FILES = "1.012789"
WITHOUT_NATIONAL_CODE = "dang-ky-moi-truong"


@pytest.fixture(scope="module")
def national() -> KnowledgeBase:
    return load_knowledge_base()


def land(base: KnowledgeBase) -> list[Procedure]:
    return [procedure for procedure in base.procedures if procedure.field == "Đất đai"]


def test_land_times_are_told_by_case_and_never_by_channel(national: KnowledgeBase) -> None:
    for procedure in land(national):
        for item in procedure.time.items if procedure.time else ():
            assert not CHANNEL.search(f"{item.text} {item.case or ''}"), (procedure.code, item)


def test_remote_communes_are_a_case_of_their_own(national: KnowledgeBase) -> None:
    told = [
        procedure.code
        for procedure in land(national)
        if procedure.time
        and (
            any(REMOTE.search(item.case or "") for item in procedure.time.items)
            or procedure.situation("remote") is not None
        )
    ]
    assert len(told) >= 15


def test_no_record_says_free_because_no_fee_was_printed(national: KnowledgeBase) -> None:
    for procedure in national.procedures:
        if procedure.fee and procedure.fee.kind == "free" and procedure.code not in FREE_BY_LAW:
            assert procedure.fee.confidence == "low", procedure.code
            assert "hỏi lại" in (procedure.fee.note or ""), procedure.code


def test_a_fee_set_by_the_province_names_no_national_amount(national: KnowledgeBase) -> None:
    for procedure in national.procedures:
        if procedure.fee and procedure.fee.kind == "local":
            amounts = " ".join(item.amount for item in procedure.fee.items)
            assert not re.search(r"\d{2}\.\d{3} đồng", amounts), (procedure.code, amounts)


def test_steps_of_mineral_cases_are_no_total(national: KnowledgeBase) -> None:
    """Where the source prints only the periods of single steps, the record says that there is no total."""
    unsummed = [
        procedure
        for procedure in national.procedures
        if procedure.time and re.search(r"tổng", procedure.time.note or "")
    ]
    assert unsummed, "no record says so any more"
    for procedure in unsummed:
        assert procedure.time is not None
        assert procedure.time.confidence != "high", procedure.code


def test_land_records_are_a_baseline_that_the_provinces_replaced(national: KnowledgeBase) -> None:
    for procedure in land(national):
        assert procedure.papers is not None
        assert procedure.papers.valid_to is None or procedure.papers.valid_to <= LAND_RULES_END
        assert national.later_laws(procedure, ("papers", "time"), BY_PROVINCE), procedure.code


def test_no_record_sends_anybody_to_hanoi(national: KnowledgeBase) -> None:
    for procedure in national.procedures:
        places = procedure.place.items if procedure.place else ()
        assert not any("Hà Nội" in text for text in (procedure.authority, *places)), procedure.code


def test_the_online_level_is_known_only_where_a_province_told_it(national: KnowledgeBase) -> None:
    known = {each.code for each in national.procedures if each.online and each.online.level != "unknown"}
    assert known == {ONLY_IN_LOCAL_FILES}


def test_no_paper_name_is_cut_off(national: KnowledgeBase) -> None:
    for procedure in national.procedures:
        for paper in procedure.papers.items if procedure.papers else ():
            assert "…" not in paper.name, (procedure.code, paper.name)
            assert "..." not in paper.name, (procedure.code, paper.name)


def test_what_citizens_ask_for_and_the_export_lacks_is_there(national: KnowledgeBase) -> None:
    for code in (ONLY_IN_LOCAL_FILES, WITHOUT_NATIONAL_CODE):
        record = national.get(code)
        assert record is not None, code
        assert record.is_full, code


def test_no_file_of_the_base_names_a_district_as_the_place_to_file() -> None:
    for file in DATA_DIR.rglob("*.yml"):
        if file.parent.name == "data":
            continue
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"Ủy ban nhân dân (cấp )?huyện|UBND huyện", text.split("legal:")[0]), file
