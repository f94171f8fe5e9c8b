"""From the rows of an export to its records: every fault with its row, field and reason, or none at all."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from procedures_kb.faults import Misfit, convert, field_name
from procedures_kb.portal.record import ONE_OR_MORE, PortalRecord
from procedures_kb.yaml_lines import FieldPath

LISTED = 50
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class RowFault(msgspec.Struct, frozen=True):
    """One thing that is wrong with a file to import; `place` is a row, a record or a line of it."""

    place: str
    field: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.place, self.field, self.reason) if part)


class ImportRefused(Exception):
    """Nothing of the file is imported; `faults` holds every reason, the message the first of them."""

    def __init__(self, faults: Iterable[RowFault]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[:LISTED]]
        if len(self.faults) > LISTED:
            lines.append(f"… {len(self.faults)} faults in all")
        super().__init__("\n".join(lines))


class Row(msgspec.Struct, frozen=True):
    """What one row holds, and what its cells could not be read as."""

    place: str
    value: Any
    faults: tuple[RowFault, ...] = ()


def records_of(rows: Iterable[Row], today: date) -> dict[str, PortalRecord]:
    """The records by place, in the order of the file; raises ImportRefused with every fault of every row."""
    found: dict[str, PortalRecord] = {}
    faults: list[RowFault] = []
    codes: dict[str, str] = {}
    for row in rows:
        value = _listed(_tidy(row.value))
        record, misfits = convert(value, PortalRecord)
        place = _named(row.place, value)
        misfits = [*_unprintable(value, ()), *(misfits if record is None else _at_odds(record, today))]
        faults += [*row.faults, *(RowFault(place, field_name(path), reason) for path, reason in misfits)]
        faults += _double(row.place, value, codes)
        if record is not None:
            found[row.place] = record
    if not found and not faults:
        faults.append(RowFault("the file", "", "no record in it"))
    if faults:
        raise ImportRefused(faults)
    return found


def _named(place: str, value: Any) -> str:
    code = value.get("code") if isinstance(value, Mapping) else None
    return f"{place} ({code})" if isinstance(code, str) and len(code) < 20 else place


def _tidy(value: Any) -> Any:
    """Letters composed, spaces single."""
    if isinstance(value, str):
        return " ".join(unicodedata.normalize("NFC", value).split())
    if isinstance(value, list):
        return [_tidy(item) for item in value]
    if isinstance(value, dict):
        return {key: _tidy(item) for key, item in value.items()}
    return value


def _listed(value: Any) -> Any:
    """With a list of one where a single text stands for it."""
    if not isinstance(value, dict):
        return value
    return value | {key: [value[key]] for key in ONE_OR_MORE if isinstance(value.get(key), str)}


def _unprintable(value: Any, path: FieldPath) -> Iterator[Misfit]:
    if isinstance(value, str) and _CONTROL.search(value):
        yield path, "holds a character that cannot be printed"
    inside = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for step, item in inside:
        yield from _unprintable(item, (*path, step))


def _at_odds(record: PortalRecord, today: date) -> Iterator[Misfit]:
    if record.as_of > today:
        yield ("as_of",), f"{record.as_of} is still to come"
    if record.fee_kind == "amount" and not record.fee:
        yield ("fee",), "the kind is `amount`, and no amount is given"


def _double(place: str, value: Any, first: dict[str, str]) -> Iterator[RowFault]:
    """`first` remembers the place of each code."""
    code = value.get("code") if isinstance(value, dict) else None
    if isinstance(code, str) and (earlier := first.setdefault(code, place)) != place:
        yield RowFault(place, "code", f"{code[:20]} stands in {earlier} too")
