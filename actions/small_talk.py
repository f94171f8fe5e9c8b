"""Short social turns: thanks, goodbye, who are you, what is kept, say it again."""

from actions import phrasing
from actions.about import answer_about
from actions.answer import Answer
from actions.base import GuidanceAction
from actions.greet import opening_buttons
from actions.turn import Turn


class Goodbye(GuidanceAction):
    """Takes leave."""

    action_name = "action_goodbye"
    intents = ("goodbye",)

    def answer(self, turn: Turn) -> Answer:
        """No buttons: the conversation is over."""
        return Answer("chatted", phrasing.bubbles(self.services, "chat/goodbye"))


class Thank(GuidanceAction):
    """Answers thanks."""

    action_name = "action_thank"
    intents = ("thank",)

    def answer(self, turn: Turn) -> Answer:
        """No buttons: nothing was asked."""
        return Answer("chatted", phrasing.bubbles(self.services, "chat/thank"))


class BotIdentity(GuidanceAction):
    """Says what is speaking and for whom."""

    action_name = "action_bot_identity"
    intents = ("bot_identity",)

    def answer(self, turn: Turn) -> Answer:
        """Machine, not a person; the department answers for it."""
        replies = phrasing.bubbles(self.services, "chat/bot_identity")
        buttons = opening_buttons(self.services.phrasebook.wording.titles)
        return Answer("chatted", phrasing.with_buttons(replies, buttons))


class Repeat(GuidanceAction):
    """Says the last answer again."""

    action_name = "action_repeat"
    intents = ("repeat",)

    def answer(self, turn: Turn) -> Answer:
        """Repeats the last aspect or the open question; with nothing said yet, says how to ask."""
        if turn.known_aspect is not None and (turn.known_procedure or turn.asked_back):
            return answer_about(turn, turn.known_aspect, self.services)
        replies = phrasing.bubbles(self.services, "chat/nothing_to_repeat")
        buttons = opening_buttons(self.services.phrasebook.wording.titles)
        return Answer("chatted", phrasing.with_buttons(replies, buttons))
