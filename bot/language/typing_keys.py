"""Telex and VNI keystrokes that reached us as they were struck ("giaays pheps", "gia6y1 phe1p")."""

import re
from collections.abc import Callable

from bot.language.codes import find_codes
from bot.language.syllables import VOWELS, is_syllable, split_syllable, with_tone

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
_TELEX_TONES = {"s": _ACUTE, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT}
_VNI_TONES = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_HAT, _HORN, _BREVE = {"a": "â", "e": "ê", "o": "ô"}, {"u": "ư", "o": "ơ"}, {"a": "ă"}
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_LONGEST = 11  # "nghieengf" and a spare key or two
_LEAST_WORDS, _LEAST_SHARE = 2, 0.25


class _Keys:
    """Builds one syllable key by key; every method is False when the key makes no sense there."""

    def __init__(self) -> None:
        self.letters = ""
        self.tone = ""

    def telex(self, key: str) -> bool:
        """A letter key that may also be a tone or a mark."""
        if key in _TELEX_TONES and self._has_vowel():
            return self._set_tone(_TELEX_TONES[key])
        if key == "w":
            return self._horn() or self._mark(_BREVE) or self._add("ư")
        if key == "d" and self.letters.startswith("d"):
            return self._stroke()
        if key in _HAT and key in self.letters and self.letters[-1] not in "iuy":
            return self._mark({key: _HAT[key]})
        return self._add(key)

    def vni(self, key: str) -> bool:
        """A letter, or a digit that is a tone or a mark."""
        if key in _VNI_TONES:
            return self._has_vowel() and self._set_tone(_VNI_TONES[key])
        marks: dict[str, Callable[[], bool]] = {
            "6": lambda: self._mark(_HAT),
            "7": lambda: self._horn(),
            "8": lambda: self._mark(_BREVE),
            "9": self._stroke,
        }
        return marks[key]() if key in marks else key.isalpha() and self._add(key)

    def syllable(self) -> str | None:
        """The syllable struck, or None if the keys make none."""
        onset, rime = split_syllable(self.letters)
        return onset + with_tone(rime, self.tone) if is_syllable(onset, rime) else None

    def _has_vowel(self) -> bool:
        return any(letter in VOWELS for letter in self.letters)

    def _add(self, letter: str) -> bool:
        self.letters += letter
        return True

    def _set_tone(self, tone: str) -> bool:
        self.tone = tone
        return True

    def _mark(self, marks: dict[str, str]) -> bool:
        """Puts a mark on the last letter that can bear it."""
        for at in range(len(self.letters) - 1, -1, -1):
            if self.letters[at] in marks:
                self.letters = self.letters[:at] + marks[self.letters[at]] + self.letters[at + 1 :]
                return True
        return False

    def _horn(self) -> bool:
        """ơ or ư; in "uo" and "ua" it goes where the language has it."""
        if "ươ" in self.letters:
            return True
        for plain, horned in (("uo", "ươ"), ("ưo", "ươ"), ("uơ", "ươ"), ("ua", "ưa")):
            if plain in self.letters and not self.letters.startswith("qu"):
                self.letters = self.letters.replace(plain, horned)
                return True
        return "ă" not in self.letters and not self.letters.endswith("oa") and self._mark(_HORN)

    def _stroke(self) -> bool:
        if not self.letters.startswith("d"):
            return False
        self.letters = "đ" + self.letters[1:]
        return True


def undo_typing_keys(text: str) -> str:
    """The text with keystrokes made into letters, if enough of its words look struck; else unchanged."""
    words = list(_WORD.finditer(text))
    meant = {word.span(): syllable for word in words if (syllable := _meant(word.group())) is not None}
    if len(meant) < max(_LEAST_WORDS, _LEAST_SHARE * len(words)):
        return text
    codes = find_codes(text)
    for start, end in list(meant):
        if any(start < code.end and end > code.start for code in codes):
            del meant[start, end]
    return _WORD.sub(lambda word: meant.get(word.span(), word.group()), text)


def _meant(word: str) -> str | None:
    """The syllable behind a word's keys; None if the word is plain letters or no keys of a syllable."""
    lower = word.lower()
    if len(lower) > _LONGEST:
        return None
    keys = _Keys()
    press = keys.telex if lower.isalpha() else keys.vni
    if not all(press(key) for key in lower):
        return None
    syllable = keys.syllable()
    if syllable is None or syllable == lower:
        return None
    return syllable.capitalize() if word[0].isupper() else syllable
