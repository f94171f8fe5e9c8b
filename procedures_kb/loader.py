"""Reads the records and one province's overlay; a broken file stops the load and is named."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

from procedures_kb import overlays, rules
from procedures_kb.base import KnowledgeBase
from procedures_kb.changes import Change, Changes, faults_of_changes
from procedures_kb.faults import Fault
from procedures_kb.model import MinistryProcedure, Overlay, Procedure
from procedures_kb.money import Money
from procedures_kb.money_rules import faults_of_money
from procedures_kb.reading import fault, read_record, record_files, shown
from procedures_kb.return_reasons import ReturnReasons, faults_of_reasons
from procedures_kb.yaml_lines import FieldPath

__all__ = ["KnowledgeBase", "KnowledgeBaseError", "load_knowledge_base"]

DATA_DIR = Path(__file__).parent / "data"

# By code; None stands for a record that is there but broken.
National: TypeAlias = Mapping[str, Procedure | None]
Beside = TypeVar("Beside", MinistryProcedure, Overlay)
Single = TypeVar("Single", Money, ReturnReasons)
Read = TypeVar("Read")


class KnowledgeBaseError(Exception):
    """The knowledge base cannot be used; `faults` holds every reason, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def load_knowledge_base(data_dir: Path | None = None, overlay: str | None = None) -> KnowledgeBase:
    """The checked base, with the overlay in the folder of that name; KnowledgeBaseError if anything is wrong.

    Every province's overlay is checked, so that a file cannot rot unseen until its province is chosen.
    """
    root = data_dir or DATA_DIR
    faults: list[Fault] = []
    records = _kept(_national(root / "national"), faults)
    changes = _kept(_changes(root / "changes.yml"), faults)
    changes += _kept(_changes(root / "portal_changes.yml"), faults)
    money = _kept(_single(root / "money.yml", Money, faults_of_money, records), faults)
    reasons = _kept(_single(root / "return_reasons.yml", ReturnReasons, faults_of_reasons, records), faults)
    ministry = _kept(_beside(root / "ministry", MinistryProcedure, rules.faults_of_ministry, records), faults)
    provinces = {
        folder.name: _kept(_beside(folder, Overlay, rules.faults_of_overlay, records), faults)
        for folder in sorted((root / "overlays").glob("*"))
        if folder.is_dir()
    }
    if overlay is not None and overlay not in provinces:
        faults.append(fault(root / "overlays" / overlay, "there is no overlay folder of this name"))
    if faults:
        raise KnowledgeBaseError(faults)
    layers = provinces[overlay] if overlay is not None else {}
    return KnowledgeBase(_merged(records, layers), changes, ministry.values(), money, reasons)


def _kept(read: tuple[Read, list[Fault]], faults: list[Fault]) -> Read:
    """What was read; its faults join the others."""
    faults += read[1]
    return read[0]


def _changes(file: Path) -> tuple[tuple[Change, ...], list[Fault]]:
    if not file.exists():
        return (), []
    read, faults = read_record(file, Changes, faults_of_changes)
    return (read.changes if read else ()), faults


def _single(
    file: Path,
    struct: type[Single],
    rule: Callable[[Single, National], Iterable[tuple[FieldPath, str]]],
    records: National,
) -> tuple[Single | None, list[Fault]]:
    """What stands in one file, which need not be there, and is checked against the national records."""
    if not file.exists():
        return None, []
    return read_record(file, struct, lambda read, _path: rule(read, records))


def _national(folder: Path) -> tuple[National, list[Fault]]:
    records: dict[str, Procedure | None] = {}
    faults: list[Fault] = []
    first: dict[str, Path] = {}
    for file in record_files(folder):
        record, found = read_record(file, Procedure, rules.faults_of_procedure)
        faults += found
        if record is None:
            records.setdefault(file.stem, None)
            continue
        other = first.setdefault(record.code, file)
        if other != file:
            faults.append(fault(file, f"{record.code} is already the code of {shown(other)}", path=("code",)))
        records[record.code] = record
    if not records and not faults:
        faults.append(fault(folder, "no records here"))
    return records, faults


def _beside(
    folder: Path,
    struct: type[Beside],
    rule: Callable[[Beside, Path, National], Iterable[tuple[FieldPath, str]]],
    records: National,
) -> tuple[dict[str, Beside], list[Fault]]:
    """By code, what stands beside the national records and is checked against them."""
    known: dict[str, Beside] = {}
    faults: list[Fault] = []
    for file in record_files(folder):
        record, found = read_record(file, struct, lambda read, path: rule(read, path, records))
        faults += found
        if record is not None:
            known[record.code] = record
    return known, faults


def _merged(records: National, layers: Mapping[str, Overlay]) -> Iterable[Procedure]:
    for code, record in records.items():
        if record is not None:
            yield overlays.merge(record, layers[code]) if code in layers else record
