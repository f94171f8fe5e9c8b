"""What an import would do: record by record, what the portal says, what ours says, and what becomes of it."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

import msgspec

from procedures_kb.days import written
from procedures_kb.fields import Level
from procedures_kb.model import FactGroup, Procedure
from procedures_kb.portal.parts import GROUPS, WORDED, portal_says, prints, record_says
from procedures_kb.portal.record import PortalRecord
from procedures_kb.portal.wording import wording
from procedures_kb.yaml_edit import Path, Value

Action = Literal["written", "marked", "by hand", "compare"]
Prints: TypeAlias = Mapping[str, str]

LEVELS: dict[str, Level] = {
    "tinh": "province",
    "xa": "commune",
    "tinh+xa": "province_and_commune",
    "bo": "ministry",
}
_DAY = re.compile(r"\d\d/\d\d/\d{4}")


class Step(msgspec.Struct, frozen=True):
    """One part on which both sides differ: both are shown, `action` says what becomes of ours.

    written: the portal's words take the place of ours; marked: citizens are told that it has changed, until
    an officer has verified it; by hand: an officer must see to it now; compare: seen for the first time.
    """

    part: str
    action: Action
    portal: tuple[str, ...]
    record: tuple[str, ...]


class RecordPlan(msgspec.Struct, frozen=True):
    """One record of the export beside ours; `known` is None for a code that is new."""

    place: str
    portal: PortalRecord
    known: Procedure | None
    steps: tuple[Step, ...] = ()
    edits: dict[Path, Value] = {}

    @property
    def left_out(self) -> bool:
        """A ministry's procedure that is new: only an officer can name its counterpart in the province."""
        return self.known is None and self.portal.level == "bo"


def plan(
    place: str, portal: PortalRecord, known: Procedure | None, seen: Prints, marked: Collection[str]
) -> RecordPlan:
    """`seen` holds the prints of the last import, `marked` the groups not verified since they changed."""
    if known is None:
        return RecordPlan(place, portal, None)
    steps = [*_head_steps(portal, known), *_worded_steps(portal, known, seen)]
    steps += _group_steps(portal, known, seen)
    edits: dict[Path, Value] = {}
    for step in steps:
        if step.action == "written":
            edits[(step.part,)] = value_of(portal, step.part)
    if known.as_of != portal.as_of:
        edits[("as_of",)] = portal.as_of
        edits |= _confirmed(portal, known, seen, marked)
    return RecordPlan(place, portal, known, tuple(steps), edits)


def value_of(portal: PortalRecord, part: str) -> Value:
    """What our record holds for that part of its head if it follows the portal."""
    if part == "audience":
        return tuple(dict.fromkeys(wording().audience.get(one, one) for one in portal.audience))
    if part == "level":
        return LEVELS[portal.level]
    found: Value = getattr(portal, {"portal_url": "source_url"}.get(part, part))
    return found


def _head_steps(portal: PortalRecord, known: Procedure) -> Iterator[Step]:
    """What must be exactly the portal's; another field or a ministry's level means another folder."""
    moves = (known.level == "ministry") != (portal.level == "bo")
    for part in ("name", "portal_url", "level", "field"):
        ours, theirs = getattr(known, part), value_of(portal, part)
        if ours != theirs:
            by_hand = part == "field" or (part == "level" and moves)
            yield Step(part, "by hand" if by_hand else "written", (str(theirs),), (ours,))


def _worded_steps(portal: PortalRecord, known: Procedure, seen: Prints) -> Iterator[Step]:
    now = prints(portal)
    for part in WORDED:
        theirs = value_of(portal, part)
        if not getattr(known, part) or seen.get(part) == now[part] or _same(theirs, getattr(known, part)):
            continue
        action: Action = "written" if part in seen else "compare"
        yield Step(part, action, portal_says(portal, part), record_says(known, part))


def _same(theirs: Any, ours: Any) -> bool:
    lists = isinstance(theirs, tuple) and isinstance(ours, tuple)
    return set(theirs) == set(ours) if lists else theirs == ours


def _group_steps(portal: PortalRecord, known: Procedure, seen: Prints) -> Iterator[Step]:
    now = prints(portal)
    for part in GROUPS:
        if part not in now or seen.get(part) == now[part] or not known.is_full:
            continue
        action: Action = "compare" if part not in seen else "marked" if known.fact_group(part) else "by hand"
        yield Step(part, action, portal_says(portal, part), record_says(known, part))


def _confirmed(
    portal: PortalRecord, known: Procedure, seen: Prints, marked: Collection[str]
) -> dict[Path, Value]:
    """The new day for each group that the portal still says, where it was the only source of the group."""
    now = prints(portal)
    edits: dict[Path, Value] = {}
    if seen.get("legal") != now.get("legal"):
        return edits
    for part in GROUPS:
        group = known.fact_group(part)
        same = part in now and seen.get(part) == now[part] and part not in marked
        if same and group is not None and _read_before(group, portal.as_of):
            edits[part, "source"] = _DAY.sub(written(portal.as_of), group.source)
            edits[part, "verified_on"] = portal.as_of
    return edits


def _read_before(group: FactGroup, today: date) -> bool:
    """Whether the group was read from the portal alone, on an earlier day."""
    source = group.source
    alone = source.startswith(wording().read_from) and ";" not in source and len(_DAY.findall(source)) == 1
    return alone and group.verified_on < today
