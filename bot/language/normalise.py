"""The one way in which text is put in order before anything tries to understand it."""

from bot.language.digits import join_digits
from bot.language.shorthand import expand_shorthand
from bot.language.tone import normalise_unicode, place_tones
from bot.language.typing_keys import undo_typing_keys

_MOST_ROUNDS = 4  # what one round writes out may settle a neighbour in the next; three were never needed


def normalise(text: str) -> str:
    """Unicode, keystrokes, tone marks, numbers and shorthand put in one form; doing it again changes nothing.

    The same text always gives the same form, at most ten times as long as the composed (NFC) text.
    """
    before, after = text, _round(text)
    for _ in range(_MOST_ROUNDS):
        if after == before:
            break
        before, after = after, _round(after)
    return after


def _round(text: str) -> str:
    composed = place_tones(undo_typing_keys(normalise_unicode(text)))
    return expand_shorthand(join_digits(composed))
