"""Step: have the message understood and answered."""

from bot.conversation.outcomes import Outcome
from bot.conversation.steps.switched_off import topic_switched_off
from bot.conversation.turn import RunningTurn


async def ask_rasa(turn: RunningTurn) -> Outcome | None:
    """Takes over the answer, if one came on a topic that is on; raises NluUnavailable."""
    answer = await turn.nlu.ask(turn.claim.nlu_sender, turn.claim.payload or turn.text, turn.claim.about)
    return topic_switched_off(turn, turn.take(answer))
