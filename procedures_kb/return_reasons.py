"""Why dossiers come back: what to look at before going, as far as it concerns the citizen's own case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from msgspec import Meta

from procedures_kb.case import Case
from procedures_kb.facts import Strict
from procedures_kb.fields import Confidence, ShortText, SituationId, Text
from procedures_kb.model import Procedure
from procedures_kb.rules import FIELD_FOLDERS
from procedures_kb.ties import Tie


class Check(Strict, frozen=True, kw_only=True):
    """One thing to look at before going: the question, what to do if need be, and the law, if one is known.

    It concerns every case in which one of its ties holds.
    """

    ask: Text
    remedy: Text
    basis: Text | None = None
    ties: Annotated[tuple[Tie, ...], Meta(min_length=1)]

    def about(self, case: Case) -> tuple[str, ...] | None:
        """What of the case it is about, where that has a name; None if it does not concern the case."""
        holding = [tie for tie in self.ties if tie.holds(case)]
        named = (name for tie in holding for name in tie.about(case))
        return tuple(dict.fromkeys(named)) if holding else None


class Reason(Strict, frozen=True, kw_only=True):
    """One reason for which dossiers come back, and the checks that keep it from happening."""

    id: SituationId
    title: ShortText
    checks: Annotated[tuple[Check, ...], Meta(min_length=1)]


class ReturnReasons(Strict, frozen=True, kw_only=True):
    """The content of `data/return_reasons.yml`, in the order in which a citizen goes through his papers."""

    source: Text
    verified_on: date
    confidence: Confidence
    note: Text
    reasons: Annotated[tuple[Reason, ...], Meta(min_length=1)]


@dataclass(frozen=True)
class Due:
    """A check that concerns the case, and what of the case it is about: papers, or the place."""

    reason: Reason
    check: Check
    about: tuple[str, ...]


def checks_due(case: Case, reasons: ReturnReasons | None) -> tuple[Due, ...]:
    """The checks that concern the case or still may, in the order of the reasons."""
    every = [(reason, check) for reason in (reasons.reasons if reasons else ()) for check in reason.checks]
    return tuple(
        Due(reason, check, named) for reason, check in every if (named := check.about(case)) is not None
    )


def faults_of_reasons(
    read: ReturnReasons, records: Mapping[str, Procedure | None]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with the file that has the right types, given the records that it refers to."""
    known = _known(records)
    ids = [reason.id for reason in read.reasons]
    for index, reason in enumerate(read.reasons):
        if reason.id in ids[:index]:
            yield ("reasons", index, "id"), f"{reason.id!r} stands twice"
        for number, check in enumerate(reason.checks):
            for place, tie in enumerate(check.ties):
                where = ("reasons", index, "checks", number, "ties", place)
                yield from (((*where, *step), why) for step, why in _unknown(tie, known))


def _known(records: Mapping[str, Procedure | None]) -> dict[str, set[str]]:
    """What the ties may name; with a broken record among them the situations cannot be known."""
    known = {"fields": set(FIELD_FOLDERS), "procedures": set(records)}
    readable = [record for record in records.values() if record is not None]
    if len(readable) == len(records):
        known["situations"] = {one.id for record in readable for one in record.situations}
    return known


def _unknown(tie: Tie, known: Mapping[str, set[str]]) -> Iterator[tuple[tuple[str, int], str]]:
    for name, values in known.items():
        for index, value in enumerate(getattr(tie, name)):
            if value not in values:
                yield (name, index), f"no record has {value!r}"
