"""What to look at once more before going: the papers of the case, and why dossiers come back."""

from dataclasses import dataclass

from actions.services import Services
from procedures_kb.case import Case
from procedures_kb.return_reasons import Due, checks_due


@dataclass(frozen=True)
class CheckList:
    """How many papers the case must have and may have, and the checks that concern it."""

    must: int
    may: int
    due: tuple[Due, ...]
    note: str


def check_list(case: Case, services: Services) -> CheckList:
    """The list for the case as far as it is told; what is open counts as "may"."""
    papers, reasons = case.procedure.papers, services.kb.return_reasons
    held = case.applying(papers.items) if papers else ()
    must = [
        paper
        for paper in held
        if case.conditions(paper) == () and not services.phrasebook.wording.optional(paper)
    ]
    return CheckList(
        must=len(must),
        may=len(held) - len(must),
        due=checks_due(case, reasons),
        note=reasons.note if reasons else "",
    )
