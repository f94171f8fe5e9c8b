"""Step: say so when there is nothing to read, or more than anybody reads."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn

LONGEST_TEXT = 2000


async def refuse_unreadable(turn: RunningTurn) -> Outcome | None:
    """Ends the turn for pictures, stickers and very long texts; a button is always readable."""
    if turn.claim.payload is not None:
        return None
    if not any(char.isalnum() for char in turn.text):
        return turn.say(Outcome.REFUSED, "unreadable")
    if len(turn.text) > LONGEST_TEXT:
        return turn.say(Outcome.REFUSED, "too_long")
    return None
