"""Step: say so when there is nothing to read."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn


async def refuse_unreadable(turn: RunningTurn) -> Outcome | None:
    """Ends the turn for stickers and texts without a letter; a button and a photo for a form are readable."""
    if (turn.claim.payload or turn.handed_over) is not None or any(char.isalnum() for char in turn.text):
        return None
    if turn.claim.texts:
        return turn.say(Outcome.REFUSED, "unreadable")
    return turn.say(Outcome.REFUSED, "no_words")
