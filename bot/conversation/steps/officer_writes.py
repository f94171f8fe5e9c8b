"""Step: keep silent while an officer answers by hand."""

from bot.conversation.outcomes import Outcome
from bot.conversation.steps.keep_words import keep_words
from bot.conversation.turn import RunningTurn
from bot.effects import Effect

SAID_TO_OFFICER = "said_to_officer"  # data: text, attachment (its kind, or empty)


async def officer_writes(turn: RunningTurn) -> Outcome | None:
    """Ends the turn without a word; what was written goes to the officer as it stands."""
    if not turn.claim.officer_writes:
        return None
    attachment = turn.claim.attachment
    words = {"text": await keep_words(turn), "attachment": attachment.kind.value if attachment else ""}
    turn.effects = (Effect(SAID_TO_OFFICER, words),)
    return Outcome.HANDED_OVER
