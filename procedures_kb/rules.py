"""What the types cannot say about a record: its place in the tree, and how its parts agree."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from procedures_kb.model import (
    FACT_GROUPS,
    Facts,
    MinistryProcedure,
    Overlay,
    Procedure,
    Question,
    Situation,
)
from procedures_kb.questions import faults_of_questions
from procedures_kb.yaml_lines import FieldPath

FIELD_FOLDERS = {
    "Đất đai": "dat_dai",
    "Địa chất và khoáng sản": "khoang_san",
    "Tài nguyên nước": "tai_nguyen_nuoc",
    "Biển và hải đảo": "bien_va_hai_dao",
    "Bảo tồn thiên nhiên và Đa dạng sinh học": "da_dang_sinh_hoc",
    "Biến đổi khí hậu": "bien_doi_khi_hau",
    "Đăng ký biện pháp bảo đảm": "dang_ky_bien_phap_bao_dam",
    "Môi trường": "moi_truong",
    "Khí tượng, thủy văn": "khi_tuong_thuy_van",
    "Đo đạc, bản đồ và thông tin địa lý": "do_dac_ban_do",
    "Tổng hợp": "du_lieu",
}

Faults = Iterator[tuple[FieldPath, str]]


def faults_of_procedure(procedure: Procedure, file: Path) -> Faults:
    """What is wrong with a national record that has the right types."""
    yield from _faults_of_head(procedure, file)
    if procedure.level == "ministry":
        yield ("level",), "a procedure of a ministry belongs into ministry/"
    yield from _faults_of_questions(procedure.questions)
    yield from _faults_of_groups(procedure)
    yield from _faults_of_references(procedure, procedure.situations)


def faults_of_ministry(
    procedure: MinistryProcedure, file: Path, records: Mapping[str, Procedure | None]
) -> Faults:
    """What is wrong with a ministry's procedure, given the national records that it is told apart from."""
    yield from _faults_of_head(procedure, file)
    if procedure.is_full or procedure.questions:
        yield (), "a ministry's procedure stands by name: it has no facts and no questions"
    if procedure.code in records:
        yield ("code",), f"{procedure.code} is already the code of a national record"
    if procedure.counterpart is not None and procedure.counterpart not in records:
        yield ("counterpart",), f"there is no national record {procedure.counterpart}"
    if procedure.apart is not None and procedure.counterpart is None:
        yield ("apart",), "there is nothing to tell it apart from: name its counterpart"


def faults_of_overlay(overlay: Overlay, file: Path, records: Mapping[str, Procedure | None]) -> Faults:
    """What is wrong with an overlay file, given the national records that it builds on."""
    yield from _faults_of_code(overlay.code, file)
    if all(overlay.fact_group(name) is None for name in FACT_GROUPS):
        yield (), "the overlay replaces nothing: give at least one fact group"
    yield from _faults_of_groups(overlay)
    base = records.get(overlay.code)
    if overlay.code not in records:
        yield ("code",), f"there is no national record {overlay.code}"
    elif base is not None:
        yield from _faults_of_references(overlay, base.situations)


def _faults_of_references(facts: Facts, situations: Iterable[Situation]) -> Faults:
    """Every situation that a paper, a fee or a time names must be one of the procedure's."""
    known = {situation.id for situation in situations}
    for group in ("papers", "fee", "time"):
        items = getattr(getattr(facts, group), "items", ())
        for index, item in enumerate(items):
            for place, situation in enumerate(item.situations):
                if situation not in known:
                    reason = f"unknown situation {situation!r} (known: {', '.join(sorted(known)) or 'none'})"
                    yield (group, "items", index, "situations", place), reason


def _faults_of_head(procedure: Procedure, file: Path) -> Faults:
    yield from _faults_of_code(procedure.code, file)
    yield from _faults_of_field(procedure.field, file)
    yield from _repeated(procedure.aliases, ("aliases",))


def _faults_of_code(code: str, file: Path) -> Faults:
    if file.stem != code:
        yield ("code",), f"the file is named {file.name}, so the code should be {file.stem}"


def _faults_of_field(field: str, file: Path) -> Faults:
    folder = FIELD_FOLDERS.get(field)
    if folder is None:
        yield ("field",), f"unknown field {field!r} (known: {', '.join(FIELD_FOLDERS)})"
    elif file.parent.name != folder:
        yield ("field",), f"a record of this field belongs into {folder}/, not {file.parent.name}/"


def _faults_of_questions(questions: tuple[Question, ...]) -> Faults:
    yield from faults_of_questions(questions)
    for index, question in enumerate(questions):
        for number, option in enumerate(question.options):
            yield from _repeated(option.aliases, ("questions", index, "options", number, "aliases"))


def _faults_of_groups(facts: Facts) -> Faults:
    for name in FACT_GROUPS:
        group = facts.fact_group(name)
        if group is None:
            continue
        if group.valid_from and group.valid_to and group.valid_from > group.valid_to:
            yield (name, "valid_to"), f"the rule would end before it begins ({group.valid_from})"
        if group.province is not None:
            yield (name, "province"), "the province is named once, at the head of an overlay file"
    if facts.fee is not None and facts.fee.kind == "fixed" and not facts.fee.items:
        yield ("fee", "items"), "a fixed fee needs its amounts"


def _repeated(values: Iterable[str], path: FieldPath, *rest: str) -> Faults:
    values = [value.casefold() for value in values]
    counts = Counter(values)
    for index, value in enumerate(values):
        if counts[value] > 1 and values.index(value) != index:
            yield (*path, index, *rest), f"{value!r} stands twice"
