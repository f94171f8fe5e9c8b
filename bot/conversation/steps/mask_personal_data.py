"""Step: make the only form of the text that is kept."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn
from bot.language.personal_data import find_phones, mask

# As many as a ticket has room for.
MOST_PHONES = 2


async def mask_personal_data(turn: RunningTurn) -> Outcome | None:
    """Hides personal numbers; Rasa still sees dossier codes, the turn log does not.

    Phone numbers go on beside the text, locked: a form may have asked for them.
    """
    numbers = ", ".join(find_phones(turn.text)[:MOST_PHONES])
    turn.phone = turn.lock(numbers) if turn.lock and numbers else None
    turn.masked_text = mask(turn.text or turn.claim.payload or "")
    turn.text = mask(turn.text, keep_dossier_codes=True)
    return None
