"""Step: read the beginning of a text that is longer than anybody reads, and say so."""

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn

LONGEST_TEXT = 2000
# The cut is made between words where one ends within so many characters.
LONGEST_WORD = 40


async def cut_long(turn: RunningTurn) -> Outcome | None:
    """Keeps at most LONGEST_TEXT characters; the answer then begins with a note."""
    if len(turn.text) > LONGEST_TEXT:
        turn.text = beginning(turn.text)
        turn.preface = turn.outcomes.replies(Outcome.REFUSED, "read_in_part")
    return None


def beginning(text: str) -> str:
    """The first LONGEST_TEXT characters, without half a word at the end."""
    cut = text[:LONGEST_TEXT]
    whole, _, rest = cut.rpartition(" ")
    return whole if whole and len(rest) <= LONGEST_WORD else cut
