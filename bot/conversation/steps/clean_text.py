"""Step: bring what was typed into one form."""

import unicodedata
from collections.abc import Iterator

from bot.conversation.outcomes import Outcome
from bot.conversation.turn import RunningTurn

# Control and format characters, lone surrogates, private use: nobody types them, and they upset what follows.
_UNWANTED = {"Cc", "Cf", "Cs", "Co", "Cn"}
# After composition no letter of ours has a mark of its own left; other scripts pile up two at most.
_MARKS = {"Mn", "Me"}
_MOST_MARKS = 2


async def clean_text(turn: RunningTurn) -> Outcome | None:
    """Leaves composed Unicode, one line a message, without anything that Rasa would take for a command."""
    lines = (one_line(text).lstrip("/ ") for text in (*turn.claim.texts, turn.typed))
    turn.text = "\n".join(line for line in lines if line)
    return None


def one_line(text: str) -> str:
    """The text in NFC without invisible characters, each run of white space one blank."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (_plain(char) for char in text if char.isspace() or unicodedata.category(char) not in _UNWANTED)
    composed = unicodedata.normalize("NFC", "".join(kept))
    return " ".join("".join(_without_piles(composed)).split())


def _plain(char: str) -> str:
    """A letter of the alphabet in its usual dress ("𝐡", "ｈ"); any other sign as it is."""
    if char.isascii() or not char.isalpha():
        return char
    usual = unicodedata.normalize("NFKC", char)
    return usual if usual.isascii() and usual.isalpha() else char


def _without_piles(composed: str) -> Iterator[str]:
    """The text without marks that no keyboard puts there ("z̷͎a̴l̵g̶o̷")."""
    allowed = marks = 0
    for char in composed:
        if unicodedata.category(char) in _MARKS:
            marks += 1
        else:
            allowed, marks = (0 if _is_latin(char) else _MOST_MARKS), 0
        if marks <= allowed:
            yield char


def _is_latin(char: str) -> bool:
    return char.isspace() or unicodedata.name(char, "").startswith("LATIN")
