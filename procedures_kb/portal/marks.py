"""Groups that the portal changed and nobody has verified since: citizens are told, officers have work."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

import msgspec

from procedures_kb.base import KnowledgeBase
from procedures_kb.days import written
from procedures_kb.portal.plan import RecordPlan
from procedures_kb.portal.wording import wording
from procedures_kb.yaml_edit import scalar

MARKS_FILE = "portal_changes.yml"
_HEAD = """\
# Written by `chidan kb import`: what the portal has changed since our records were written.
# A group goes off the list at the next import once its `verified_on` is not before `since`.
"""


class Mark(msgspec.Struct, frozen=True, order=True):
    """Since when a group is known to be out of date, by which export, and what citizens are told."""

    since: date
    by: str
    says: str


Marks: TypeAlias = Mapping[tuple[str, str], Mark]


def open_marks(base: KnowledgeBase, today: date) -> Marks:
    """The marks of earlier imports that still count, by code and group; `base` is the national one."""
    return dict(_open(base, today))


def _open(base: KnowledgeBase, today: date) -> Iterator[tuple[tuple[str, str], Mark]]:
    for change in base.changes:
        for record in filter(None, map(base.get, change.codes)):
            for name in change.groups:
                group = record.fact_group(name)
                if group is not None and change.supersedes(record, name, group, today):
                    yield (record.code, name), Mark(change.since, change.by, change.says)


def new_marks(plans: Iterable[RecordPlan], today: date) -> Marks:
    """The marks that these plans make."""
    return {
        (plan.portal.code, step.part): _mark(plan.portal.as_of, today)
        for plan in plans
        for step in plan.steps
        if step.action == "marked"
    }


def _mark(as_of: date, today: date) -> Mark:
    words = {name: text.format(day=written(as_of)) for name, text in wording().changed.items()}
    return Mark(today, words["by"], words["says"])


def marks_text(marks: Marks) -> str:
    """The content of the file: one entry for all records in which the same groups changed together."""
    groups: dict[tuple[str, Mark], list[str]] = defaultdict(list)
    for (code, name), mark in sorted(marks.items()):
        groups[code, mark].append(name)
    codes: dict[tuple[Mark, tuple[str, ...]], list[str]] = defaultdict(list)
    for (code, mark), names in groups.items():
        codes[mark, tuple(names)].append(code)
    entries = (_entry(number, *key, codes[key]) for number, key in enumerate(sorted(codes), 1))
    return _HEAD + ("changes:\n" + "".join(entries) if marks else "changes: []\n")


def _entry(number: int, mark: Mark, names: tuple[str, ...], codes: Iterable[str]) -> str:
    quoted = ", ".join(f'"{code}"' for code in codes)
    return (
        f"  - id: portal_{number}\n"
        f"    codes: [{quoted}]\n"
        f"    groups: [{', '.join(names)}]\n"
        f"    since: {mark.since}\n"
        f"    by: {scalar(mark.by, 6)}\n"
        f"    says: {scalar(mark.says, 6)}\n"
    )
