"""The button "Thẻ mang theo": the picture of the card to keep, and the sheet to print."""

from dataclasses import replace

from actions import phrasing
from actions.answer import Answer, Provenance
from actions.ask_back import which_procedure
from actions.base import GuidanceAction
from actions.cases import case_of, remembered
from actions.explain import explain
from actions.next_steps import next_buttons
from actions.procedure_choice import Chosen
from actions.services import Services
from actions.turn import Turn
from bot.cards.addresses import picture_path, sheet_path
from bot.cards.content import TOLD
from procedures_kb.case import Case
from procedures_kb.model import Procedure

INTENT = "show_card"


class ShowCard(GuidanceAction):
    """Shows the card of the citizen's case as far as it is known."""

    action_name = "action_show_card"
    intents = (INTENT,)

    def answer(self, turn: Turn) -> Answer:
        """The card; of a procedure known by name, what can be said of it."""
        procedure = self.services.kb.get(turn.entities.get("procedure", ""))
        if procedure is None:
            return which_procedure("papers", self.services)
        if not procedure.is_full:
            return explain(turn, Chosen(procedure, 1.0), "papers", self.services)
        return _card(case_of(turn, procedure), self.services)


def _card(case: Case, services: Services) -> Answer:
    procedure = case.procedure
    papers = procedure.papers.items if procedure.papers else ()
    told = phrasing.bubbles(
        services,
        "chat/card",
        procedure=procedure,
        open_question=case.next_question(papers) is not None,
        papers_title=services.phrasebook.wording.aspects["papers"],
    )
    shown = replace(told[-1], images=(picture_path(case),), file=sheet_path(case))
    return Answer(
        outcome="answered",
        replies=phrasing.with_buttons(
            (*told[:-1], shown), next_buttons(procedure, ["overview"], services, doubtful=False)
        ),
        procedure=procedure.code,
        provenance=(_provenance(procedure),),
        slots={"procedure": procedure.code, "situation": remembered(case), "candidates": []},
    )


def _provenance(procedure: Procedure) -> Provenance:
    known = tuple(name for name in TOLD if procedure.fact_group(name) is not None)
    return Provenance(procedure.code, known, procedure.facts_version)
