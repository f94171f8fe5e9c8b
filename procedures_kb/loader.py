"""Reads the records and one province's overlay; a broken file stops the load and is named."""

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from procedures_kb import overlays, rules
from procedures_kb.changes import Change, Changes, faults_of_changes
from procedures_kb.faults import Fault
from procedures_kb.model import Overlay, Procedure
from procedures_kb.reading import fault, read_record, record_files, shown

DATA_DIR = Path(__file__).parent / "data"


class KnowledgeBaseError(Exception):
    """The knowledge base cannot be used; `faults` holds every reason, in the order of the files."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


class KnowledgeBase:
    """All procedures, by code, as one province runs them."""

    def __init__(self, procedures: Iterable[Procedure], changes: Iterable[Change] = ()) -> None:
        self.procedures = tuple(sorted(procedures, key=lambda procedure: procedure.code))
        self.changes = tuple(changes)
        self._by_code = {procedure.code: procedure for procedure in self.procedures}

    def get(self, code: str) -> Procedure | None:
        """The procedure with that code, if it is known."""
        return self._by_code.get(code)

    def superseding(self, procedure: Procedure, name: str, today: date) -> Change | None:
        """The later law that replaces this fact group of the procedure on that day, if one is known."""
        group = procedure.fact_group(name)
        if group is None:
            return None
        found = (change for change in self.changes if change.supersedes(procedure, name, group, today))
        return next(found, None)

    def later_laws(self, procedure: Procedure, names: Iterable[str], today: date) -> tuple[str, ...]:
        """What citizens are told of the laws that supersede those fact groups, each sentence once."""
        found = (self.superseding(procedure, name, today) for name in names)
        return tuple(dict.fromkeys(change.says for change in found if change is not None))

    @property
    def version(self) -> str:
        """12 hex digits that change whenever any record changes."""
        versions = "".join(procedure.facts_version for procedure in self.procedures)
        return hashlib.sha256(versions.encode()).hexdigest()[:12]


def load_knowledge_base(data_dir: Path | None = None, overlay: str | None = None) -> KnowledgeBase:
    """The checked base, with the overlay in the folder of that name; KnowledgeBaseError if anything is wrong.

    Every province's overlay is checked, so that a file cannot rot unseen until its province is chosen.
    """
    root = data_dir or DATA_DIR
    records, faults = _national(root / "national")
    changes, found = _changes(root / "changes.yml")
    faults += found
    layers: dict[str, Overlay] = {}
    provinces = sorted(path for path in (root / "overlays").glob("*") if path.is_dir())
    for folder in provinces:
        read, found = _overlay(folder, records)
        faults += found
        if folder.name == overlay:
            layers = read
    if overlay is not None and overlay not in {folder.name for folder in provinces}:
        faults.append(fault(root / "overlays" / overlay, "there is no overlay folder of this name"))
    if faults:
        raise KnowledgeBaseError(faults)
    return KnowledgeBase(_merged(records, layers), changes)


def _changes(file: Path) -> tuple[tuple[Change, ...], list[Fault]]:
    if not file.exists():
        return (), []
    read, faults = read_record(file, Changes, faults_of_changes)
    return (read.changes if read else ()), faults


def _national(folder: Path) -> tuple[dict[str, Procedure | None], list[Fault]]:
    """By code; None stands for a record that is there but broken."""
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


def _overlay(folder: Path, records: dict[str, Procedure | None]) -> tuple[dict[str, Overlay], list[Fault]]:
    layers: dict[str, Overlay] = {}
    faults: list[Fault] = []
    for file in record_files(folder):
        overlay, found = read_record(
            file, Overlay, lambda read, path: rules.faults_of_overlay(read, path, records)
        )
        faults += found
        if overlay is not None:
            layers[overlay.code] = overlay
    return layers, faults


def _merged(records: dict[str, Procedure | None], layers: dict[str, Overlay]) -> Iterable[Procedure]:
    for code, record in records.items():
        if record is not None:
            yield overlays.merge(record, layers[code]) if code in layers else record
