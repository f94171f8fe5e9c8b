"""The check list of a card: what everybody brings, what is brought if there is any, then what depends."""

import msgspec

from bot.cards.situations import Condition, conditions
from procedures_kb.case import Case
from procedures_kb.model import Paper, Papers


class PaperLine(msgspec.Struct, frozen=True):
    """One box to tick."""

    name: str
    original: int
    copies: int
    form: str | None
    where: str | None


class PaperList(msgspec.Struct, frozen=True):
    """Papers under one heading."""

    conditions: tuple[Condition, ...]
    if_any: bool
    papers: tuple[PaperLine, ...]


def paper_lists(group: Papers, case: Case) -> tuple[PaperList, ...]:
    """Every paper that holds in the case or still may, each once."""
    found: dict[tuple[bool, tuple[Condition, ...]], list[PaperLine]] = {}
    for paper in case.applying(group.items):
        found.setdefault((paper.if_any, conditions(paper, case)), []).append(_line(paper))
    lists = (PaperList(held, if_any, tuple(papers)) for (if_any, held), papers in found.items())
    return tuple(sorted(lists, key=lambda one: (bool(one.conditions), one.if_any)))


def _line(paper: Paper) -> PaperLine:
    return PaperLine(paper.name, paper.original, paper.copies, paper.form, paper.where)
