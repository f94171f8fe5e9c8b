"""Our knowledge base among many more procedures: those of all ministries by name, or made-up ones."""

import csv
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from bench.many_records import FIRST_CODE
from bot.language.fold import fold
from procedures_kb.loader import KnowledgeBase
from procedures_kb.model import MinistryProcedure, Procedure

SEED = 1
PORTAL = "https://dichvucong.gov.vn"


def with_foreign_names(kb: KnowledgeBase, table: Path) -> KnowledgeBase:
    """Ours and those of the table (code, ministry, field, name) that are none of ours under any code."""
    ours = {fold(procedure.name) for procedure in kb.nameable}
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file, delimiter="\t")}
    foreign = [
        _by_name_only(row)
        for code, row in sorted(rows.items())
        if kb.get(code) is None and fold(row["name"]) not in ours
    ]
    return KnowledgeBase(kb.procedures, ministry=(*kb.ministry, *foreign))


def _by_name_only(row: dict[str, str]) -> MinistryProcedure:
    return MinistryProcedure(
        code=row["code"],
        name=row["name"],
        plain_name=row["name"],
        field=row["field"],
        level="ministry",
        authority=row["ministry"],
        portal_url=PORTAL,
        as_of=date(2026, 1, 1),
    )


def grown(kb: KnowledgeBase, count: int) -> KnowledgeBase:
    """Ours and made-up records, so many in all, each with as many names as one of ours."""
    names = Names(kb)
    made = (names.renamed(number) for number in range(count - len(kb.procedures)))
    return KnowledgeBase((*kb.procedures, *made), ministry=kb.ministry)


class Names:
    """Draws names that begin like one real name and end like another; the same in every run."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._templates = kb.procedures
        self._names = [name.split() for procedure in kb.procedures for name in procedure.spoken_names]
        self._random = random.Random(SEED)

    def renamed(self, number: int) -> Procedure:
        """A copy of one of our records under another code and other names."""
        template = self._templates[number % len(self._templates)]
        digits = str(FIRST_CODE + number)
        drawn = self._draw()
        return msgspec.structs.replace(
            template,
            code=f"{digits[0]}.{digits[1:]}",
            name=next(drawn),
            plain_name=next(drawn),
            when=next(drawn),
            aliases=tuple(name for _, name in zip(template.aliases, drawn, strict=False)),
            questions=(),
        )

    def _draw(self) -> Iterator[str]:
        while True:
            begin, end = self._random.choice(self._names), self._random.choice(self._names)
            yield " ".join((*begin[: (len(begin) + 1) // 2], *end[len(end) // 2 :]))
