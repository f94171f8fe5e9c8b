"""One way of writing every Vietnamese syllable: Unicode NFC and one convention for tone marks."""

import re
import unicodedata

_TONES = {"\u0300": 0, "\u0301": 1, "\u0309": 2, "\u0303": 3, "\u0323": 4}
_LOOKALIKES = str.maketrans("ðÐƣƢɖƉ", "đĐưƯđĐ")  # old fonts and foreign keyboards
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LETTER = "[^\\W\\d_]"
_MARKED = {
    base: "".join(unicodedata.normalize("NFC", base + mark) for mark in _TONES) for base in "aeoyuưAEOYUƯ"
}


def _vowels(letters: str) -> str:
    return "[" + "".join(_MARKED[letter] for letter in letters) + "]"


# hoà → hòa: an open syllable in oa, oe, uy carries the tone on its first vowel (never after q: "quý").
_OPEN = re.compile(
    rf"(?<![qQ])(?P<first>[oO])(?P<second>{_vowels('aeAE')})(?!{_LETTER})"
    rf"|(?<![qQ])(?P<u>[uU])(?P<y>{_vowels('yY')})(?!{_LETTER})"
)
# hòan → hoàn, qúy → quý: with a closing consonant, or after q, the second vowel carries it.
_CLOSED = re.compile(
    rf"(?P<first>{_vowels('oO')})(?P<second>[aeAE])(?=[bcghmnptkBCGHMNPTK])"
    rf"|(?P<u>{_vowels('uU')})(?P<y>[yY])(?=[bcghmnptkBCGHMNPTK])"
    rf"|(?<=[qQ])(?P<qu>{_vowels('uU')})(?P<after>[aeyAEY])"
)

# ngừoi → người, trừơng → trường: in ươ the second vowel carries it; "mưa", "giữa" have no o.
_HORNED = re.compile(rf"(?P<first>{_vowels('ưƯ')})(?P<second>[oOơƠ])(?={_LETTER})")


def _split_tone(letter: str) -> tuple[str, str]:
    """The letter without its tone, and the tone's combining mark ('' if it has none)."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in _TONES), "")
    return unicodedata.normalize("NFC", marks.replace(tone, "") if tone else marks), tone


def _swap(match: re.Match[str]) -> str:
    """Moves the tone of a pair of vowels from the one that has it to the other."""
    one, two = match.group(0)[0], match.group(0)[1]
    (plain_one, tone_one), (plain_two, tone_two) = _split_tone(one), _split_tone(two)
    return unicodedata.normalize("NFC", plain_one + tone_two + plain_two + tone_one)


def _swap_horned(match: re.Match[str]) -> str:
    """The tone of an "ưo" on its second vowel, which gets its horn if it has none."""
    (plain, tone), second = _split_tone(match["first"]), match["second"]
    horned = {"o": "ơ", "O": "Ơ"}.get(second, second)
    return plain + unicodedata.normalize("NFC", horned + tone)


def normalise_unicode(text: str) -> str:
    """NFC without control and invisible characters; runs of white space become one space."""
    if text.isascii():
        return " ".join(_CONTROL.sub(" ", text).split())
    composed = unicodedata.normalize("NFC", text)
    visible = unicodedata.normalize("NFC", _CONTROL.sub(" ", _INVISIBLE.sub("", composed)))
    return " ".join(visible.translate(_LOOKALIKES).split())


def place_tones(text: str) -> str:
    """Moves tone marks to one convention (hoà → hòa, hòan → hoàn); expects NFC, keeps the length."""
    if text.isascii():
        return text
    return _OPEN.sub(_swap, _CLOSED.sub(_swap, _HORNED.sub(_swap_horned, text)))
