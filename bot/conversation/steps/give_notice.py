"""Step: say first what must be known on this channel."""

from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Reply
from bot.conversation.turn import RunningTurn

_GREETING = "/greet"


async def give_notice(turn: RunningTurn) -> Outcome | None:
    """Puts the channel's notice before the greeting."""
    if turn.claim.payload == _GREETING and turn.channel is not None and turn.channel.notice:
        turn.preface = (Reply(turn.channel.notice),)
    return None
