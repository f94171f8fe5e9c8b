"""Step: keep silent while an officer answers by hand."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn


async def officer_writes(turn: RunningTurn) -> Outcome | None:
    """Ends the turn without a word; the officer sees the message in the channel's own tool."""
    return Outcome.HANDED_OVER if turn.claim.officer_writes else None
