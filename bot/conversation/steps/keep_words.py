"""The words of a turn that ends before it is read, cleaned and masked for the log."""

from bot.conversation.steps.clean_text import clean_text
from bot.conversation.steps.cut_long import LONGEST_TEXT, beginning
from bot.conversation.steps.mask_personal_data import mask_personal_data
from bot.conversation.turn import RunningTurn


async def keep_words(turn: RunningTurn) -> str:
    """Leaves the masked text for the log; returns the words as they were written, the end of many cut."""
    await clean_text(turn)
    if len(turn.text) > LONGEST_TEXT:
        turn.text = beginning(turn.text)
    written = turn.text
    await mask_personal_data(turn)
    return written
