"""The keys that somebody strikes for a Vietnamese word, written apart from the code that undoes them."""

import unicodedata

_TONES = {
    "\u0301": ("s", "1"),
    "\u0300": ("f", "2"),
    "\u0309": ("r", "3"),
    "\u0303": ("x", "4"),
    "\u0323": ("j", "5"),
}
_MARKS = {
    "â": ("aa", "a6"),
    "ê": ("ee", "e6"),
    "ô": ("oo", "o6"),
    "ơ": ("ow", "o7"),
    "ư": ("uw", "u7"),
    "ă": ("aw", "a8"),
    "đ": ("dd", "d9"),
}


def struck(word: str, method: str, *, at_end: bool) -> str:
    """The Telex or VNI keys of a word (lower case): its tone after the vowel that bears it, or at the end."""
    column = ("telex", "vni").index(method)
    keys, tone = "", ""
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        mark = next((part for part in parts if part in _TONES), "")
        bare = unicodedata.normalize("NFC", parts.replace(mark, "")) if mark else letter
        keys += _MARKS[bare][column] if bare in _MARKS else bare
        tone = _TONES[mark][column] if mark else tone
        keys, tone = (keys, tone) if at_end else (keys + tone, "")
    return keys + tone
