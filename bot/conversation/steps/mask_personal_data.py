"""Step: make the only form of the text that is kept."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn
from bot.language.personal_data import mask


async def mask_personal_data(turn: RunningTurn) -> Outcome | None:
    """Hides personal numbers; Rasa still sees dossier codes, the turn log does not."""
    turn.masked_text = mask(turn.text or turn.claim.payload or "")
    turn.text = mask(turn.text, keep_dossier_codes=True)
    return None
