"""One syllable from the Telex or VNI keys that were struck for it."""

from collections.abc import Callable

from bot.language.syllables import VOWELS, is_syllable, split_syllable, with_tone

_ACUTE, _GRAVE, _HOOK, _TILDE, _DOT = "\u0301", "\u0300", "\u0309", "\u0303", "\u0323"
TELEX_TONES = {"s": _ACUTE, "f": _GRAVE, "r": _HOOK, "x": _TILDE, "j": _DOT}
_VNI_TONES = {"1": _ACUTE, "2": _GRAVE, "3": _HOOK, "4": _TILDE, "5": _DOT}
_HAT, _HORN, _BREVE = {"a": "â", "e": "ê", "o": "ô"}, {"u": "ư", "o": "ơ"}, {"a": "ă"}


class Keys:
    """Builds one syllable key by key; every method is False when the key makes no sense there.

    A key struck twice too often ("khooong", "giaayss") counts once, of two tones the last; both are a `slip`.
    """

    def __init__(self) -> None:
        self.letters = ""
        self.tone = ""
        self.slip = False

    def telex(self, key: str) -> bool:
        """A letter key that may also be a tone or a mark."""
        if key in TELEX_TONES and self._has_vowel():
            return self._set_tone(TELEX_TONES[key])
        if key == "w":
            return self._horn() or self._mark(_BREVE) or self._add("ư")
        if key == "d" and self.letters[:1] in ("d", "đ"):
            return self._stroke()
        if key in _HAT and (key in self.letters or _HAT[key] in self.letters):
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

    def can_bear_its_tone(self) -> bool:
        """False for a syllable that ends in a stop (c, ch, p, t) without acute or dot: nobody says it."""
        stops = self.letters.endswith(("c", "ch", "p", "t"))
        return not stops or self.tone in (_ACUTE, _DOT)

    def _has_vowel(self) -> bool:
        return any(letter in VOWELS for letter in self.letters)

    def _add(self, letter: str) -> bool:
        self.letters += letter
        return True

    def _set_tone(self, tone: str) -> bool:
        self.slip = self.slip or bool(self.tone)
        self.tone = tone
        return True

    def _mark(self, marks: dict[str, str]) -> bool:
        """Puts a mark on the last letter that can bear it; a letter that has it already keeps it."""
        for at in range(len(self.letters) - 1, -1, -1):
            if self.letters[at] in marks:
                self.letters = self.letters[:at] + marks[self.letters[at]] + self.letters[at + 1 :]
                return True
        self.slip = any(marked in self.letters for marked in marks.values())
        return self.slip

    def _horn(self) -> bool:
        """ơ or ư; in "uo" and "ua" it goes where the language has it."""
        if "ươ" in self.letters:
            return True
        for plain, horned in (("uo", "ươ"), ("ưo", "ươ"), ("uơ", "ươ"), ("ua", "ưa"), ("uu", "ưu")):
            if plain in self.letters and not self.letters.startswith("qu"):
                self.letters = self.letters.replace(plain, horned)
                return True
        return "ă" not in self.letters and not self.letters.endswith("oa") and self._mark(_HORN)

    def _stroke(self) -> bool:
        if self.letters[:1] not in ("d", "đ"):
            return False
        self.letters = "đ" + self.letters[1:]
        return True
