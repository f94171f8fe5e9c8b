"""Step: bring what was typed into one form."""

import unicodedata

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn

# Control and format characters, lone surrogates, private use: nobody types them, and they upset what follows.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}


async def clean_text(turn: RunningTurn) -> Outcome | None:
    """Leaves composed Unicode, one line a message, without anything that Rasa would take for a command."""
    lines = (one_line(text).lstrip("/ ") for text in turn.claim.texts)
    turn.text = "\n".join(line for line in lines if line)
    return None


def one_line(text: str) -> str:
    """The text in NFC without invisible characters, each run of white space one blank."""
    composed = unicodedata.normalize("NFC", text)
    kept = (char for char in composed if char.isspace() or unicodedata.category(char) not in _UNWANTED)
    return " ".join("".join(kept).split())
