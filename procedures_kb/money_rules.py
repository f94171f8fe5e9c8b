"""What the types cannot say about the rates: what they refer to must be there."""

from collections.abc import Iterator, Mapping, Sequence

from procedures_kb.model import Procedure
from procedures_kb.money import Money, Rate, Relief, Scope

Faults = Iterator[tuple[tuple[str | int, ...], str]]


def faults_of_money(read: Money, records: Mapping[str, Procedure | None]) -> Faults:
    """What is wrong with the file that has the right types, given the records that it refers to."""
    taken: set[str] = set()
    yield from _faults_of_parts("rates", read.rates, taken)
    yield from _faults_of_parts("reliefs", read.reliefs, taken)
    for index, rate in enumerate(read.rates):
        yield from _faults_of_scopes(rate.duties, ("rates", index, "duties"), records)
    known = {rate.id for rate in read.rates}
    for index, relief in enumerate(read.reliefs):
        yield from _faults_of_scopes(relief.scopes, ("reliefs", index, "scopes"), records)
        for place, waived in enumerate(relief.waives):
            if waived not in known:
                yield ("reliefs", index, "waives", place), f"there is no rate {waived!r}"


def _faults_of_parts(kind: str, parts: Sequence[Rate | Relief], taken: set[str]) -> Faults:
    for index, part in enumerate(parts):
        if part.id in taken:
            yield (kind, index, "id"), f"{part.id!r} stands twice"
        taken.add(part.id)
        if part.valid_from and part.valid_to and part.valid_from > part.valid_to:
            yield (kind, index, "valid_to"), f"the rule would end before it begins ({part.valid_from})"
        if part.province is not None:
            yield (kind, index, "province"), "rates are the same in every province"


def _faults_of_scopes(
    scopes: tuple[Scope, ...], path: tuple[str | int, ...], records: Mapping[str, Procedure | None]
) -> Faults:
    for index, scope in enumerate(scopes):
        if scope.procedure not in records:
            yield (*path, index, "procedure"), f"there is no national record {scope.procedure}"
            continue
        record = records[scope.procedure]
        known = {situation.id for situation in record.situations} if record else set(scope.situations)
        for place, situation in enumerate(scope.situations):
            if situation not in known:
                yield (*path, index, "situations", place), f"unknown situation {situation!r}"
