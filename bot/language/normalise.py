"""The one way in which text is put in order before anything tries to understand it."""

from bot.language.shorthand import expand_shorthand
from bot.language.tone import normalise_unicode, place_tones
from bot.language.typing_keys import undo_typing_keys


def normalise(text: str) -> str:
    """Unicode, keystrokes, tone marks and shorthand put in one form; doing it again changes nothing."""
    return place_tones(expand_shorthand(place_tones(undo_typing_keys(normalise_unicode(text)))))
