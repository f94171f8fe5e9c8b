"""What has to be verified again: by whom, by when."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import FACT_GROUPS, FactGroup, Procedure

WARN_AHEAD = timedelta(days=90)
# A rule is verified again this long before its last day: for 28/02/2027 that is 01/02/2027.
TIME_TO_LOAD = timedelta(days=27)


class Reverification(msgspec.Struct, frozen=True, order=True):
    """One unit's work: fact groups of procedures of one field that must be verified by a day."""

    due: date
    unit: str
    field: str
    groups: tuple[str, ...]
    codes: tuple[str, ...]
    reason: str

    def __str__(self) -> str:
        what = f"{', '.join(self.groups)} of {len(self.codes)} procedures"
        return (
            f"verify by {self.due}: {self.unit}: {self.field}: {what} ({self.reason}): {' '.join(self.codes)}"
        )


def reverifications(
    kb: KnowledgeBase, today: date, verifiers: Mapping[str, str], anyone: str
) -> list[Reverification]:
    """The work in the order of its days; `verifiers` names the unit of a field, `anyone` stands in."""
    found: dict[tuple[date, str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for procedure in kb.procedures:
        for group, due, reason in _doubts(kb, procedure, today):
            found[due, procedure.field, reason][group].add(procedure.code)
    for part in kb.money.groups:
        for due, reason in _end(part, today):
            found[due, "money", reason][part.id] |= part.codes
    return sorted(
        Reverification(due, verifiers.get(field, anyone), field, tuple(groups), _codes(groups), reason)
        for (due, field, reason), groups in found.items()
    )


def _doubts(kb: KnowledgeBase, procedure: Procedure, today: date) -> Iterator[tuple[str, date, str]]:
    """Group, day and reason of each fact group that is superseded or soon at its end."""
    for name in FACT_GROUPS:
        group = procedure.fact_group(name)
        change = kb.superseding(procedure, name, today)
        if change is not None:
            yield name, change.since, f"superseded by {change.by}"
        elif group is not None:
            yield from ((name, due, reason) for due, reason in _end(group, today))


def _end(group: FactGroup, today: date) -> Iterator[tuple[date, str]]:
    if group.valid_to is not None and group.expired(today + WARN_AHEAD):
        yield group.valid_to - TIME_TO_LOAD, f"ends on {group.valid_to}"


def _codes(groups: Mapping[str, set[str]]) -> tuple[str, ...]:
    return tuple(sorted(set().union(*groups.values())))
