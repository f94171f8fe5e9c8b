"""Step: say in two languages that only one is understood."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn
from bot.language.foreign import foreign_language, gives_orders


async def answer_foreign(turn: RunningTurn) -> Outcome | None:
    """Ends the turn for messages in other languages, except for those that Rasa refuses as commands."""
    if turn.claim.payload is not None or foreign_language(turn.text) is None or gives_orders(turn.text):
        return None
    return turn.say(Outcome.OUT_OF_SCOPE, "foreign")
