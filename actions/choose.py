"""A pointed answer to what was offered: "số 2", "cái đầu", "tặng cho nha"."""

from actions import taps
from actions.about import answer_about
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.cases import named_situations
from actions.explain import explain
from actions.procedure_choice import Chosen, procedures_of
from actions.turn import Turn
from bot.language.words import says


class Choose(GuidanceAction):
    """Does what a tap on the chosen button would do."""

    action_name = "action_choose"
    intents = ("choose_option",)

    def answer(self, turn: Turn) -> Answer:
        """The position counts first, then names: of a situation, then of an offered procedure."""
        index = taps.position(turn.text, self.services.phrasebook.wording.ordinals)
        tap = taps.at(turn, index) if index is not None else None
        if tap is not None:
            return self.on(tap)
        aspect = turn.known_aspect or "overview"
        chosen = self._by_name(turn)
        if chosen is not None:
            return explain(turn, chosen, aspect, self.services)
        return answer_about(turn, aspect, self.services)

    def _by_name(self, turn: Turn) -> Chosen | None:
        current = procedures_of([turn.known_procedure or ""], self.services)
        for procedure in current:
            if named_situations(turn.text, procedure.situations):
                return Chosen(procedure, turn.confidence_in(procedure.code))
        for procedure in procedures_of(turn.asked_back, self.services):
            if any(says(turn.text, name) for name in (procedure.plain_name, *procedure.aliases)):
                return Chosen(procedure, turn.confidence_in(procedure.code))
        return None
