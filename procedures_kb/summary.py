"""The knowledge base in figures, by field of administration."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import FACT_GROUPS, Procedure

COLUMNS = ("records", "full", "questions", "overlay", "unsure")
LEGEND = (
    "questions: ask which case; overlay: the province's own facts; unsure: a fact group of low confidence"
)
TOTAL = "all"


def summary(base: KnowledgeBase) -> dict[str, Counter[str]]:
    """For each field, and for all of them: how many records there are, and how many of each kind."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    for procedure in base.procedures:
        for row in (procedure.field, TOTAL):
            table[row].update(_kinds(procedure))
    return dict(sorted(table.items(), key=lambda row: (row[0] == TOTAL, -row[1]["records"])))


def table_lines(table: dict[str, Counter[str]]) -> Iterator[str]:
    """The table as text, one field a line."""
    width = max(len(name) for name in table)
    yield " " * width + "".join(f"{column:>11}" for column in COLUMNS)
    for name, counts in table.items():
        yield f"{name:<{width}}" + "".join(f"{counts[column]:>11}" for column in COLUMNS)
    yield LEGEND


def _kinds(procedure: Procedure) -> Iterator[str]:
    groups = [group for name in FACT_GROUPS if (group := procedure.fact_group(name)) is not None]
    yield "records"
    if groups:
        yield "full"
    if procedure.questions:
        yield "questions"
    if any(group.province for group in groups):
        yield "overlay"
    if any(group.confidence == "low" for group in groups):
        yield "unsure"
