"""A pointed answer to what was offered: "số 2", "cái đầu", "tặng cho nha"."""

from collections.abc import Iterable

from actions import payloads
from actions.answer import Answer
from actions.answer_procedure import answer_about
from actions.base import GuidanceAction
from actions.cases import named_situations
from actions.explain import explain
from actions.procedure_choice import Chosen, procedures_of
from actions.services import Services
from actions.turn import Turn
from bot.language.words import says, words

MAX_POINTING_WORDS = 6  # in a longer sentence "hai" or "ba" is a number or a father, no choice


class Choose(GuidanceAction):
    """Does what a tap on the chosen button would do."""

    action_name = "action_choose"
    intents = ("choose_option",)

    def __init__(self, services: Services, others: Iterable[GuidanceAction]) -> None:
        """`others` are all actions that a button may lead to."""
        super().__init__(services)
        self._by_intent = {intent: action for action in others for intent in action.intents}

    def answer(self, turn: Turn) -> Answer:
        """The position counts first, then names: of a situation, then of an offered procedure."""
        tap = self._tap(turn)
        if tap is not None:
            return self._by_intent[tap.intent].answer(tap)
        aspect = turn.known_aspect or "overview"
        chosen = self._by_name(turn)
        if chosen is not None:
            return explain(turn, chosen, aspect, self.services)
        return answer_about(turn, aspect, self.services)

    def _tap(self, turn: Turn) -> Turn | None:
        """The turn that a tap on the button pointed at would have been."""
        index = position(turn.text, self.services.phrasebook.wording.ordinals)
        if index is None or not -len(turn.offered) <= index < len(turn.offered):
            return None
        payload = turn.offered[index]
        parsed = payloads.parse(payload)
        if parsed is None or parsed[0] not in self._by_intent:
            return None
        return turn.tapped(payload, *parsed)

    def _by_name(self, turn: Turn) -> Chosen | None:
        current = procedures_of([turn.known_procedure or ""], self.services)
        for procedure in current:
            if named_situations(turn.text, procedure.situations):
                return Chosen(procedure, turn.confidence_in(procedure.code))
        for procedure in procedures_of(turn.asked_back, self.services):
            if any(says(turn.text, name) for name in (procedure.plain_name, *procedure.aliases)):
                return Chosen(procedure, turn.confidence_in(procedure.code))
        return None


def position(text: str, ordinals: dict[str, int]) -> int | None:
    """Which of the offered buttons the words point at, counted from 0; -1 is the last one."""
    said = words(text)
    if len(said.split()) > MAX_POINTING_WORDS:
        return None
    for name in sorted(ordinals, key=len, reverse=True):
        # A lone letter is a choice only when nothing else is said: "a" is mostly politeness.
        alone = len(name) > 1 or name.isdigit() or said == name
        if alone and says(said, name):
            return ordinals[name]
    return None
