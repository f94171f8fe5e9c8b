"""Where a filed dossier stands. Looking it up is not possible here yet, and the answer says so."""

from dataclasses import replace

from actions import phrasing
from actions.about import answer_about
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.turn import Turn
from bot.language.codes import find_procedure_codes


class Status(GuidanceAction):
    """Recognises the code, and says where it can be looked up."""

    action_name = "action_status"
    intents = ("status",)

    def answer(self, turn: Turn) -> Answer:
        """A procedure's code is no dossier's code: that one is a question about the procedure."""
        code = turn.entities.get("dossier_code")
        about_procedure = None if code else self._about_procedure(turn)
        if about_procedure is not None:
            return about_procedure
        human = phrasing.human(self.services.phrasebook.wording.titles)
        template = "chat/status_code" if code else "chat/status_no_code"
        replies = phrasing.bubbles(self.services, template, code=code)
        return Answer(
            outcome="handed_over" if code else "asked_back_code",
            replies=phrasing.with_buttons(replies, (human,)),
            slots={"candidates": []},
        )

    def _about_procedure(self, turn: Turn) -> Answer | None:
        codes = [match.value for match in find_procedure_codes(turn.text)]
        if not codes or self.services.kb.get(codes[0]) is None:
            return None
        # The code decides that this is a question; the best aspect then counts, however far it comes behind.
        aspect = turn.runner_up_aspect(0.0)
        named = replace(turn, entities={**turn.entities, "procedure": codes[0]})
        return answer_about(named, aspect or "overview", self.services)
