"""Step: what officers have switched off is not answered, and the citizen hears whom to call."""

from bot.conversation.outcomes import Outcome
from bot.conversation.replies import Meta
from bot.conversation.steps.keep_words import keep_words
from bot.conversation.turn import RunningTurn


async def switched_off(turn: RunningTurn) -> Outcome | None:
    """Ends the turn where the whole assistant or the channel is off."""
    if turn.off.bot_is_off():
        await keep_words(turn)
        return turn.say(Outcome.SWITCHED_OFF, "bot")
    if turn.off.channel_is_off(turn.claim.channel):
        await keep_words(turn)
        return turn.say(Outcome.SWITCHED_OFF, "channel")
    return None


def topic_switched_off(turn: RunningTurn, outcome: Outcome | None) -> Outcome | None:
    """The outcome, unless the answer is on a topic that is off; that a ticket was opened is always told."""
    if outcome is None or outcome is Outcome.OPENED_TICKET or not _is_off(turn):
        return outcome
    turn.effects, turn.provenance = (), ()
    return turn.say(Outcome.SWITCHED_OFF, "topic")


def _is_off(turn: RunningTurn) -> bool:
    procedures = {source.procedure for source in turn.provenance} | _named(turn.meta)
    return turn.off.topic_is_off(procedures, turn.meta.track)


def _named(meta: Meta) -> set[str]:
    return {meta.procedure.code} if meta.procedure is not None else set()
