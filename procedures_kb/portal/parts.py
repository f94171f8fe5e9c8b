"""Which fields of the export speak of which part of a record, and what both sides say of it."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from procedures_kb.facts import FACT_GROUPS
from procedures_kb.model import FeeItem, Online, Paper, Procedure, TimeItem
from procedures_kb.portal.record import PortalDocument, PortalRecord

# The first field decides: where the export leaves it out, it says nothing of the part.
PARTS: dict[str, tuple[str, ...]] = {
    "audience": ("audience",),
    "authority": ("authority",),
    "papers": ("documents",),
    "fee": ("fee_kind", "fee"),
    "time": ("time", "time_by_case_local"),
    "place": ("channels",),
    "online": ("accepts_online", "online_level"),
    "result": ("result",),
    "legal": ("legal_basis", "decision"),
}
# Our records word these in their own way: only a change on the portal tells that they are out of date.
WORDED = ("audience", "authority")
GROUPS = tuple(part for part in PARTS if part in FACT_GROUPS)


def prints(record: PortalRecord) -> dict[str, str]:
    """For each part that the export speaks of, 12 hex digits that change when it says something else.

    The order of a list does not count, nor does the time beside each way to file: both vary without a reason.
    """
    return {
        part: _print([_unordered(getattr(record, name)) for name in names])
        for part, names in PARTS.items()
        if getattr(record, names[0]) is not None
    }


def _print(value: Any) -> str:
    return hashlib.sha256(msgspec.json.encode(value, order="sorted")).hexdigest()[:12]


def _unordered(value: Any) -> Any:
    if isinstance(value, tuple):
        return sorted({msgspec.json.encode(getattr(item, "channel", item), order="sorted") for item in value})
    return value


def portal_says(record: PortalRecord, part: str) -> tuple[str, ...]:
    """What the export says of the part, one fact a line."""
    return tuple(dict.fromkeys(_lines(getattr(record, name) for name in PARTS[part])))


def record_says(procedure: Procedure, part: str) -> tuple[str, ...]:
    """What our record says of the part, one fact a line; nothing where the group is not there."""
    if part in WORDED:
        return tuple(_lines([getattr(procedure, part)]))
    group = procedure.fact_group(part)
    if isinstance(group, Online):
        return tuple(_lines([group.accepts_online, group.level]))
    return tuple(_lines([getattr(group, "kind", None), getattr(group, "items", None)]))


def _lines(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, tuple):
            yield from map(_line, value)
        elif value is not None:
            yield str(value)


def _line(item: Any) -> str:
    if isinstance(item, Paper | PortalDocument):
        copies = item.copies if isinstance(item, Paper) else item.copy
        form = f", form {item.form}" if item.form else ""
        return f"{item.name} ({item.original}+{copies}{form})"
    if isinstance(item, FeeItem):
        return f"{item.name}: {item.amount}"
    return item.text if isinstance(item, TimeItem) else getattr(item, "channel", str(item))
