"""No, and "that is not what I meant"."""

from collections.abc import Mapping, Sequence
from typing import Any

from actions import phrasing, which_is_you
from actions.about import answer_if_named
from actions.amended import denied_case, denied_procedures
from actions.answer import Answer, Button
from actions.base import GuidanceAction
from actions.cases import named_situations
from actions.procedure_choice import procedures_of
from actions.turn import Turn
from bot.language.corrected import corrected
from procedures_kb.model import Procedure
from procedures_kb.questions import Question

MOST_OTHERS = phrasing.BUTTONS_PER_REPLY - 2  # beside the menu and a person


class Deny(GuidanceAction):
    """A no or a correction: what was understood is dropped, the new words count.

    What actions/amended.py understands by its name never comes here.
    """

    action_name = "action_deny"
    intents = ("deny", "correct")

    def answer(self, turn: Turn) -> Answer:
        """A correction that names something else is answered; a bare no gets other matters or the topics."""
        current = self.services.kb.get(turn.known_procedure or "")
        told = turn.intent == "correct"
        said = corrected(turn.text, told=told)
        if said is None:
            named = self._meant_instead(turn, current) if told else None
            misunderstood = bool(turn.asked_back or (told and current))
            return named or self._something_else(turn, misunderstood=misunderstood)
        left = turn.without({*denied_procedures(said, current, self.services), *turn.asked_back})
        named = self._named(left) if said.meant or told else None
        question = denied_case(said, current)
        if named is None and current is not None and question is not None:
            return self._asked_anew(turn, current, question)
        if named is None and said.meant and not said.denied:
            named = self._other_aspect(turn)
        return named or self._something_else(left, misunderstood=bool(turn.asked_back or current))

    def _meant_instead(self, turn: Turn, current: Procedure | None) -> Answer | None:
        """Who corrects without a "không phải" means another procedure, unless the words tell a case."""
        same = current is not None and named_situations(turn.text, current.situations)
        other = None if current is None or same else self._named(turn.without({current.code}))
        return other or self._named(turn)

    def _other_aspect(self, turn: Turn) -> Answer | None:
        """What else may be asked of the same procedure."""
        aspect = turn.runner_up_aspect(self.services.thresholds.runner_up_aspect)
        meant = aspect not in (None, "overview", turn.known_aspect)
        return self._named(turn) if meant and turn.known_procedure else None

    def _named(self, turn: Turn) -> Answer | None:
        aspect = turn.runner_up_aspect(self.services.thresholds.runner_up_aspect)
        # "Không phải mất mà bị rách" corrects the procedure; what was asked about it stays the same.
        return answer_if_named(turn, None if aspect == "overview" else aspect, self.services)

    def _asked_anew(self, turn: Turn, procedure: Procedure, question: Question) -> Answer:
        """The question to which the denied words were an answer."""
        return Answer(
            outcome="asked_back_situation",
            replies=(which_is_you.ask(question, procedure, self.services),),
            aspect=turn.known_aspect,
            procedure=procedure.code,
        )

    def _something_else(self, turn: Turn, *, misunderstood: bool) -> Answer:
        """What else may have been meant, and the menu; the topics where there is nothing else."""
        others = procedures_of(turn.others if misunderstood else (), self.services)[:MOST_OTHERS]
        replies = phrasing.bubbles(self.services, "chat/deny", misunderstood=misunderstood, procedures=others)
        return Answer(
            outcome="asked_back_procedure" if others else "unknown" if misunderstood else "chatted",
            replies=phrasing.with_buttons(replies, self._buttons(turn, others)),
            slots={"candidates": [procedure.code for procedure in others], **_forgotten(turn)},
        )

    def _buttons(self, turn: Turn, others: Sequence[Procedure]) -> tuple[Button, ...]:
        wording, aspect = self.services.phrasebook.wording, turn.known_aspect or "overview"
        if not others:
            return phrasing.topic_buttons(wording, aspect)
        menu = phrasing.menu(wording.titles)
        return (*phrasing.procedure_buttons(others, aspect, menu), phrasing.human(wording.titles))


def _forgotten(turn: Turn) -> Mapping[str, Any]:
    """A procedure that was denied is no longer under discussion."""
    return {} if turn.known_procedure else {"procedure": None, "situation": None}
