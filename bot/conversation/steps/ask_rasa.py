"""Step: have the message understood and answered."""

from bot.conversation.outcomes import Outcome
from bot.conversation.steps.read_photo import forget_photo
from bot.conversation.steps.switched_off import topic_switched_off
from bot.conversation.turn import RunningTurn


async def ask_rasa(turn: RunningTurn) -> Outcome | None:
    """Takes over the answer, if one came on a topic that is on; raises NluUnavailable."""
    said = turn.claim.payload or turn.handed_over or turn.text
    answer = await turn.nlu.ask(turn.claim.nlu_sender, said, turn.claim.about, turn.phone)
    outcome = topic_switched_off(turn, turn.take(answer))
    await forget_photo(turn)
    return outcome
