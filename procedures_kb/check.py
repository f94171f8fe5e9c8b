"""What is worth an officer's eye in a base that loads."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from procedures_kb.loader import KnowledgeBase, KnowledgeBaseError
from procedures_kb.model import FACT_GROUPS, FactGroup, Procedure
from procedures_kb.money import Rate, Relief
from procedures_kb.reverification import WARN_AHEAD

LONG_PLAIN_NAME = 40  # a button holds no more
LONG_PAPER_NAME = 260

Weight = Literal["fault", "warning", "info"]


class Finding(msgspec.Struct, frozen=True):
    """One remark on the knowledge base; a `fault` means that it cannot be used at all."""

    weight: Weight
    code: str
    field: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.weight, self.code, self.field, self.reason) if part)


def faults(error: KnowledgeBaseError) -> list[Finding]:
    """The remarks on a base that does not load."""
    return [Finding("fault", "", "", str(fault)) for fault in error.faults]


def check(base: KnowledgeBase, today: date) -> list[Finding]:
    """Every remark on a base that loads, warnings first."""
    findings = [finding for procedure in base.procedures for finding in _on_procedure(procedure, today)]
    findings += [finding for procedure in base.ministry for finding in _on_lengths(procedure)]
    findings += [finding for group in base.money.groups for finding in _on_money(group, today)]
    findings += _shared_names(base)
    return sorted(findings, key=lambda finding: (finding.weight != "warning", finding.code))


def _on_procedure(procedure: Procedure, today: date) -> Iterator[Finding]:
    yield from _on_validity(procedure, today)
    yield from _on_lengths(procedure)
    if procedure.code in procedure.plain_name:
        reason = "as imported: write plain_name, when and aliases as people speak"
        yield Finding("warning", procedure.code, "plain_name", reason)


def _on_validity(procedure: Procedure, today: date) -> Iterator[Finding]:
    for name in FACT_GROUPS:
        group = procedure.fact_group(name)
        if group is not None:
            yield from _on_group(group, procedure.code, name, today)


def _on_money(group: Rate | Relief, today: date) -> Iterator[Finding]:
    """An amount is computed from a rate, so one that was not verified is worth a warning."""
    yield from _on_group(group, "money", group.id, today)
    if group.confidence == "low":
        yield Finding("warning", "money", group.id, "not verified at its source")


def _on_group(group: FactGroup, code: str, name: str, today: date) -> Iterator[Finding]:
    if group.verified_on > today:
        reason = f"verified on {group.verified_on}, which is still to come"
        yield Finding("warning", code, f"{name}.verified_on", reason)
    if group.valid_from is not None and group.valid_from > today:
        yield Finding("warning", code, name, f"not in force before {group.valid_from}")
    if group.expired(today):
        yield Finding("warning", code, name, f"expired on {group.valid_to}")
    elif group.expired(today + WARN_AHEAD):
        yield Finding("warning", code, name, f"expires on {group.valid_to}: verify again")


def _on_lengths(procedure: Procedure) -> Iterator[Finding]:
    if len(procedure.plain_name) > LONG_PLAIN_NAME:
        reason = f"{len(procedure.plain_name)} characters, at most {LONG_PLAIN_NAME} fit"
        yield Finding("warning", procedure.code, "plain_name", reason)
    for index, paper in enumerate(procedure.papers.items if procedure.papers else ()):
        if len(paper.name) > LONG_PAPER_NAME or paper.name.endswith("…"):
            reason = "the name is too long or cut off: rewrite it short and complete"
            yield Finding("warning", procedure.code, f"papers.items[{index}].name", reason)


def _shared_names(base: KnowledgeBase) -> Iterator[Finding]:
    users: dict[str, list[str]] = defaultdict(list)
    for procedure in (*base.procedures, *base.ministry):
        for alias in {name.casefold() for name in (procedure.plain_name, *procedure.aliases)}:
            users[alias].append(procedure.code)
    for alias, codes in users.items():
        if len(codes) > 1:
            reason = f"{alias!r} also names {', '.join(codes[1:])}"
            yield Finding("info", codes[0], "aliases", reason)
