"""Where a filed dossier stands."""

from dataclasses import replace

from actions.about import answer_about
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.dossier_shown import shown
from actions.dossier_unseen import unseen
from actions.turn import Turn
from bot.language.codes import find_procedure_codes


class Status(GuidanceAction):
    """Tells what the frame has looked up; where nothing can be, it says where else to look."""

    action_name = "action_status"
    intents = ("status",)

    def answer(self, turn: Turn) -> Answer:
        """A procedure's code is no dossier's code: that one is a question about the procedure."""
        about_procedure = None if "dossier_code" in turn.entities else self._about_procedure(turn)
        if about_procedure is not None:
            return about_procedure
        if turn.dossier is not None:
            return shown(turn, turn.dossier, self.services)
        return unseen(turn, self.services)

    def _about_procedure(self, turn: Turn) -> Answer | None:
        codes = [match.value for match in find_procedure_codes(turn.text)]
        if not codes or self.services.kb.get(codes[0]) is None:
            return None
        # The code decides that this is a question; the best aspect then counts, however far it comes behind.
        aspect = turn.runner_up_aspect(0.0)
        named = replace(turn, entities={**turn.entities, "procedure": codes[0]})
        return answer_about(named, aspect or "overview", self.services)
