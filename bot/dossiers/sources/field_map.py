"""How the answer of a one-stop system becomes a dossier: a YAML file, checked before anything is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.dossiers.sources.field_map_file import Written, faults_of
from bot.dossiers.sources.field_map_values import folded
from bot.dossiers.state import Status
from procedures_kb.faults import convert, field_name
from procedures_kb.yaml_lines import Document, FieldPath

DEFAULT_FILE = Path(__file__).with_name("field_map.yml")

Steps = tuple[str, ...]


class FieldMapError(Exception):
    """The field map cannot be used; one line for each fault, with file, line and key."""


@dataclass(frozen=True)
class FieldMap:
    """Where in an answer each field of a dossier stands, and how dates and statuses are written there."""

    fields: Mapping[str, Steps]
    statuses: Mapping[str, Status]
    dates: tuple[str, ...]
    zone: ZoneInfo
    required: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    record: Steps = ()
    empty_record_is_unknown: bool = False


def load_field_map(path: Path = DEFAULT_FILE) -> FieldMap:
    """The map of that file; raises FieldMapError."""
    try:
        document = Document(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise FieldMapError(f"{path}: {type(error).__name__}") from None
    faults = [(fault.line, fault.path, fault.reason) for fault in document.faults]
    written = None
    if not faults:
        written, misfits = convert(document.value, Written)
        misfits += faults_of(written) if written else ()
        faults = [(document.line_of(where), where, reason) for where, reason in misfits]
    if written is None or faults:
        raise FieldMapError(
            "\n".join(_shown(path, *fault) for fault in sorted(faults, key=lambda one: one[0]))
        )
    return _compiled(written)


def _shown(path: Path, line: int, where: FieldPath, reason: str) -> str:
    return f"{path}:{line}: " + (f"{field_name(where)}: {reason}" if where else reason)


def _compiled(written: Written) -> FieldMap:
    return FieldMap(
        fields={name: tuple(str(path).split(".")) for name, path in written.fields.items()},
        statuses={folded(value): Status(status) for value, status in written.statuses.items()},
        dates=written.dates,
        zone=ZoneInfo(written.timezone),
        required=frozenset(written.required) | {"code", "status"},
        empty=frozenset(folded(text) for text in written.empty),
        record=tuple(written.record.split(".")) if written.record else (),
        empty_record_is_unknown=written.empty_record_is_unknown,
    )
