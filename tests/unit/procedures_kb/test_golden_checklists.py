"""Citizens are told exactly what was read for them, by hand, in the sources."""

from collections.abc import Iterable
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest

from procedures_kb.case import Case
from procedures_kb.facts import FeeItem, Paper, SituationalItem, Strict
from procedures_kb.loader import KnowledgeBase, load_knowledge_base

Item = TypeVar("Item", bound=SituationalItem)


class Checklist(Strict, frozen=True, kw_only=True):
    """One citizen and what is owed, with the rows of the sources that say so."""

    citizen: str
    code: str
    province: str | None
    case: str
    papers: tuple[Paper, ...]
    possible: tuple[str, ...] = ()
    time: str
    fee_kind: str
    fee: tuple[FeeItem, ...]
    source: str

    def lines(self) -> list[str]:
        """One line for each fact, so that a difference can be read."""
        return [
            f"case: {self.case}",
            *(_line(paper) for paper in self.papers),
            *(f"possible paper: {name}" for name in self.possible),
            f"time: {self.time}",
            f"fee: {self.fee_kind}",
            *(f"fee: {item.name} | {item.amount}" for item in self.fee),
        ]


GOLDEN = msgspec.yaml.decode(
    Path(__file__).with_name("golden_checklists.yml").read_bytes(), type=tuple[Checklist, ...]
)


@cache
def _base(province: str | None) -> KnowledgeBase:
    return load_knowledge_base(overlay=province)


def _line(paper: Paper) -> str:
    form = f", form {paper.form}" if paper.form else ""
    return f"paper: {paper.name} | {paper.original} + {paper.copies}{form}{', if any' * paper.if_any}"


def _sure(case: Case, items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(item for item in items if case.conditions(item) == ())


def _computed(golden: Checklist) -> Checklist:
    """The same citizen as our record answers; a normal time that is not one alone is told as it is."""
    procedure = _base(golden.province).get(golden.code)
    assert procedure is not None
    papers, period, fee = procedure.papers, procedure.time, procedure.fee
    assert papers is not None
    assert period is not None
    assert fee is not None
    case = Case(procedure).with_tokens(golden.case)
    times = [item.text for item in _sure(case, period.items) if item.case is None]
    return msgspec.structs.replace(
        golden,
        case=case.tokens,
        papers=_sure(case, papers.items),
        possible=tuple(paper.name for paper in papers.items if case.conditions(paper)),
        time="; ".join(times),
        fee_kind=fee.kind,
        fee=_sure(case, fee.items),
    )


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: f"{golden.code} {golden.citizen}")
def test_the_computed_checklist_is_what_the_source_asks_of_such_a_citizen(golden: Checklist) -> None:
    source, record = golden.lines(), _computed(golden).lines()

    difference = "\n".join(unified_diff(source, record, "source", "record", lineterm=""))

    assert not difference, f"{golden.source}\n{difference}"
