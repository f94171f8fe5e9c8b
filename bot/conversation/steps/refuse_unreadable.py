"""Step: say so when there is nothing to read."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn


async def refuse_unreadable(turn: RunningTurn) -> Outcome | None:
    """Ends the turn for pictures, stickers and texts without a letter; a button is always readable."""
    if turn.claim.payload is not None or any(char.isalnum() for char in turn.text):
        return None
    if turn.claim.texts:
        return turn.say(Outcome.REFUSED, "unreadable")
    return turn.say(Outcome.REFUSED, "no_words")
