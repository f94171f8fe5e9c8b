"""Step: never leave a question without a word."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn


async def nothing_came_back(turn: RunningTurn) -> Outcome | None:
    """Reached only where Rasa ran and said nothing: an action failed."""
    return turn.say(Outcome.FAILED_NLU, "no_answer")
