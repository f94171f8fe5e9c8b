"""One file of the knowledge base, from its bytes to a checked record or its faults."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import msgspec

from procedures_kb.changes import Changes
from procedures_kb.faults import Fault, convert, field_name
from procedures_kb.model import MinistryProcedure, Overlay, Procedure
from procedures_kb.money import Money
from procedures_kb.return_reasons import ReturnReasons
from procedures_kb.yaml_lines import Document, FieldPath
from procedures_kb.yaml_values import OddYaml, plain_values

Record = TypeVar("Record", Procedure, MinistryProcedure, Overlay, Changes, Money, ReturnReasons)
Rule: TypeAlias = Callable[[Any, Path], Iterable[tuple[FieldPath, str]]]

MAX_BYTES = 256 * 1024


def record_files(folder: Path) -> list[Path]:
    """Every file below the folder except hidden ones, in a stable order."""
    return sorted(file for file in folder.rglob("*") if file.is_file() and not file.name.startswith("."))


def read_record(file: Path, struct: type[Record], rule: Rule) -> tuple[Record | None, list[Fault]]:
    """The record, or None, and every fault found; a record with faults must not be used."""
    try:
        text = _text(file)
    except (OSError, ValueError) as error:
        return None, [fault(file, str(error))]
    record = _sound(text, file, struct, rule)
    return (record, []) if record is not None else _examined(text, file, struct, rule)


def _sound(text: str, file: Path, struct: type[Record], rule: Rule) -> Record | None:
    """The record of a file without a fault, which nearly all are."""
    try:
        record = msgspec.convert(plain_values(text), struct)
    except (OddYaml, msgspec.ValidationError):
        return None
    return None if any(True for _ in rule(record, file)) else record


def _examined(text: str, file: Path, struct: type[Record], rule: Rule) -> tuple[Record | None, list[Fault]]:
    """The same with every fault and its line: takes three times as long."""
    document = Document(text)
    faults = [fault(file, found.reason, found.line, found.path) for found in document.faults]
    if document.value is None:
        return None, faults or [fault(file, "the file is empty")]
    record, misfits = convert(document.value, struct)
    if record is not None:
        misfits = list(rule(record, file))
    unreadable = {found.path for found in document.faults}
    for path, reason in misfits:
        if path not in unreadable:
            faults.append(fault(file, reason, document.line_of(path), path))
    return record, faults


def fault(file: Path, reason: str, line: int = 1, path: FieldPath = ()) -> Fault:
    """A fault of that file, named as seen from the working directory where it lies below it."""
    return Fault(file=shown(file), line=line, field=field_name(path), reason=reason)


def shown(file: Path) -> str:
    """The file as seen from the working directory, or whole where it lies elsewhere."""
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)


def _text(file: Path) -> str:
    if file.suffix != ".yml":
        raise ValueError("only records live here, and their names end in .yml")
    if file.stat().st_size > MAX_BYTES:
        raise ValueError(f"a record has at most {MAX_BYTES // 1024} KB")
    try:
        return file.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error
