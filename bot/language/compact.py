"""A text squeezed to the letters, digits and separators of codes, whether they were typed or said."""

import re
import unicodedata

from bot.language import spoken
from bot.language.squeezer import Compact, Squeezer

LOOKALIKES = "OIL"  # capital or small they are typed for 0 and 1

_MARKS = "\u0300-\u036f"  # of letters that were typed in pieces
_UNSEEN = "\u00ad\u200b-\u200f\u2060-\u2064\ufe0f\ufeff"
_TOKEN = re.compile(rf"(?:[^\W\d_][{_MARKS}{_UNSEEN}]*)+|\d(?:[{_UNSEEN}]*\d)*|\s+|.", re.DOTALL)
_NOT_SHOWN = re.compile(f"[{_UNSEEN}]+")
_SIGNS = dict.fromkeys(".·•∙․", ".") | dict.fromkeys("/\\−~", "-") | dict.fromkeys(",:;、", " ")
_DASHES, _NOTHING = ("Pd", "Pc"), ("Cf", "Mn", "Me")
_BREAK = "#"
_LONGEST_WORD = 3
_UNIT_LETTERS = "HG"


def compact(text: str) -> Compact:
    """Capital letters and digits, '.', '-' and blanks; every other word becomes '#'."""
    squeezer = Squeezer()
    for match in _TOKEN.finditer(text):
        token, span = match.group(), match.span()
        if token[0].isspace():
            squeezer.put_sign(" ", span)
        elif token[0].isdecimal():
            _take_digits(squeezer, token, span)
        elif token[0].isalnum():
            _take_word(squeezer, token, span, text[span[1] : span[1] + 1].isdecimal())
        else:
            _take_sign(squeezer, token, span)
    return squeezer.result


def _take_digits(squeezer: Squeezer, token: str, span: tuple[int, int]) -> None:
    """Digits that stand alone are put together like those that are said."""
    digits = _plain(token)
    if not digits.isascii():
        squeezer.put(_BREAK, [span])
    elif len(digits) == 1:
        squeezer.say(digits, span)
    else:
        places = [span[0] + at for at, char in enumerate(token) if char.isdecimal()]
        squeezer.put(digits, [(at, at + 1) for at in places])


def _take_sign(squeezer: Squeezer, token: str, span: tuple[int, int]) -> None:
    plain, category = unicodedata.normalize("NFKC", token), unicodedata.category(token)
    sign = "-" if category in _DASHES else _SIGNS.get(plain)
    if sign is not None:
        squeezer.put_sign(sign, span)
    elif category not in _NOTHING:
        _take_typed(squeezer, plain, span, False)


def _take_word(squeezer: Squeezer, token: str, span: tuple[int, int], before_digit: bool) -> None:
    plain = _plain(token)
    word = plain.lower()
    if word in spoken.SIGNS:
        squeezer.put_sign(spoken.SIGNS[word], span)
    elif word in spoken.NUMBERS:
        _take_number(squeezer, word, span)
    elif word in spoken.LETTERS:
        squeezer.say_letter(spoken.LETTERS[word], span)
    elif len(word) == 1 and word.upper() in LOOKALIKES and squeezer.in_number:
        squeezer.say(word.upper(), span)
    elif not (word in spoken.AFTER_A_SIGN and squeezer.after_sign):
        _take_typed(squeezer, plain, span, before_digit)


def _take_number(squeezer: Squeezer, word: str, span: tuple[int, int]) -> None:
    if word in spoken.DIGITS:
        squeezer.say(spoken.DIGITS[word], span)
    elif word in spoken.HUNDRED:
        squeezer.say_hundred(span)
    elif word in spoken.ZERO_BETWEEN:
        squeezer.say_zero_between(span)
    else:
        squeezer.say_ten(word, span)


def _take_typed(squeezer: Squeezer, plain: str, span: tuple[int, int], before_digit: bool) -> None:
    """Letters that may be part of a code; of a word that is glued to one ("mãH58") the last letter."""
    letters = plain.upper()
    if letters.isascii() and letters.isalnum() and _may_belong(letters):
        squeezer.put(letters, _places(letters, span))
        return
    squeezer.put(_BREAK, [span])
    if before_digit and letters[-1] in _UNIT_LETTERS:
        squeezer.put(letters[-1], [(span[1] - 1, span[1])])


def _may_belong(letters: str) -> bool:
    return len(letters) <= _LONGEST_WORD or set(letters) <= set(LOOKALIKES)


def _places(letters: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Each letter's own place, or the whole token's where it holds more than them."""
    start, end = span
    alike = len(letters) == end - start
    return [(start + at, start + at + 1) if alike else span for at in range(len(letters))]


def _plain(token: str) -> str:
    return _NOT_SHOWN.sub("", unicodedata.normalize("NFKC", token))
