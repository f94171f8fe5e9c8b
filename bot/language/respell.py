"""Chat spellings by rule: f for ph, j for gi, w for qu, z for v, d or gi; k before a, o, u; i for y."""

from collections.abc import Iterator
from functools import lru_cache

from bot.language.fold import fold
from bot.language.known import is_known
from bot.language.tone import place_tones

_STAY = frozenset(
    ["fan", "fit", "fun", "fat", "fax", "fi", "fa", "fo", "fb", "fm", "fe", "job", "jet", "jam",
     "jack", "web", "we", "way", "wan", "wen", "win", "won", "wifi", "zin", "zen", "zip", "kông", "kôn"]
)  # fmt: skip
# For z without a rule of its own, in the order in which they are tried.
_Z = ("v", "d", "gi", "r")
_Y = {"i": "y", "í": "ý", "ì": "ỳ", "ỉ": "ỷ", "ĩ": "ỹ", "ị": "ỵ"}
# "kí", "lí", "mĩ" are ký, lý, mỹ; "sĩ", "thì" and the like are none of these.
_WITH_Y = frozenset(["kí", "kì", "kỉ", "kĩ", "kị", "lí", "mĩ", "quí", "quì", "quỉ", "quĩ", "quị", "qui"])


@lru_cache(maxsize=16384)
def respelt(word: str) -> str:
    """The word as it is spelt in print, if the rules lead to a known syllable and it is none itself.

    At most one letter longer than before; a capital at its front stays.
    """
    lower = word.lower()
    if lower in _WITH_Y:
        return _cased(word, lower[:-1] + _Y[lower[-1]])
    if is_known(lower) or lower in _STAY:
        return word
    if lower[0] == "k" and word[0].isupper() and not word.isupper():
        return word  # Bắc Kạn, Kông: a name
    found = next((one for one in map(place_tones, _candidates(lower)) if is_known(one)), None)
    return _cased(word, found) if found is not None else word


def _candidates(word: str) -> Iterator[str]:
    head, rest, front = word[0], word[1:], fold(word[1:2])
    if head == "f":
        yield "ph" + rest
    elif head == "j":
        yield ("g" if front == "i" else "gi") + rest
    elif head == "w":
        yield "qu" + (_Y.get(rest, rest) if len(rest) == 1 else rest)
    elif word.startswith(("z", "dz")) and not word.isascii():
        yield from (onset + word.lstrip("dz") for onset in _Z)
    elif head == "k" and front in ("a", "o", "u") and not word.isascii():
        yield "c" + rest
    elif word.startswith("ngh") and fold(word[3:4]) in ("a", "o", "u"):
        yield "ng" + word[3:]
    elif word.startswith("ng") and fold(word[2:3]) in ("e", "i") and len(word) > 3 - (fold(word[2:]) == "e"):
        yield "ngh" + word[2:]


def _cased(word: str, spelt: str) -> str:
    if word.isupper() and len(word) > 1:
        return spelt.upper()
    return spelt.capitalize() if word[:1].isupper() else spelt
