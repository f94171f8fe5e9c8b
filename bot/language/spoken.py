"""Text squeezed to the letters, digits and separators that codes are made of, spoken words included."""

import re
import unicodedata
from dataclasses import dataclass

from bot.language.fold import fold

_TOKEN = re.compile(r"[^\W_]+|[.\-–—‐‑−_/,．－:]|\s+|.", re.DOTALL)
_SEPARATORS = dict.fromkeys("-–—‐‑−_/－", "-") | dict.fromkeys(".．", ".") | {",": " ", ":": " "}
_LETTERS = {"hát": "H", "hat": "H", "hờ": "H", "giê": "G", "gie": "G", "gờ": "G"}
_SIGNS = {"chấm": ".", "cham": ".", "gạch": "-", "gach": "-", "ngang": "-", "xuyệt": "-", "xẹt": "-"}
_DIGIT_WORDS = (
    "không khong",
    "một mot mốt",
    "hai",
    "ba",
    "bốn bon tư",
    "năm lăm nhăm",
    "sáu sau",
    "bảy bẩy bay",
    "tám tam",
    "chín chin",
)
DIGITS = {word: str(digit) for digit, words in enumerate(_DIGIT_WORDS) for word in words.split()}
TENS = frozenset({"mười", "mươi", "muoi"})
_BREAK = "#"


@dataclass(frozen=True)
class Compact:
    """The squeezed text, and for each of its characters the stretch of the original that it stands for."""

    text: str
    spans: tuple[tuple[int, int], ...]

    def start_of(self, index: int) -> int:
        """Where the character at `index` begins in the original text."""
        return self.spans[index][0]

    def end_of(self, index: int) -> int:
        """Where the character before `index` ends in the original text."""
        return self.spans[index - 1][1]


class _Squeezer:
    """Collects characters with their spans; spoken digits are glued to one another."""

    def __init__(self) -> None:
        self.chars: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.spoken = False  # the last thing added was a spoken letter or digit
        self.ten = False  # … and it was "mười", whose 0 a digit may replace

    def put(self, chars: str, span: tuple[int, int]) -> None:
        self.chars.extend(chars)
        self.spans.extend([span] * len(chars))
        self.spoken = self.ten = False

    def put_gap(self, span: tuple[int, int]) -> None:
        """White space; forgotten again if what follows continues a spoken number."""
        if self.chars and self.chars[-1] in " .-":
            return
        spoken, ten = self.spoken, self.ten
        self.put(" ", span)
        self.spoken, self.ten = spoken, ten

    def say(self, char: str, span: tuple[int, int]) -> None:
        """One spoken letter or digit; "mười" and "mươi" shape the digits around them."""
        if self.spoken and self.chars[-1] == " ":
            self._drop()
        if self.ten and char.isdigit():
            self._drop()
        self.put(char, span)
        self.spoken = True

    def say_ten(self, word: str, span: tuple[int, int]) -> None:
        """mười → 10, hai mươi → 20; a digit that follows takes the place of the 0."""
        if self.spoken and self.chars[-1] == " ":
            self._drop()
        if word in ("mười", "muoi") and not (self.chars and self.chars[-1].isdigit() and word == "muoi"):
            self.put("1", span)
        self.put("0", span)
        self.spoken = self.ten = True

    def _drop(self) -> None:
        self.chars.pop()
        self.spans.pop()


def compact(text: str) -> Compact:
    """Upper-case letters and digits, '.', '-' and blanks; every other word becomes '#'."""
    squeezer = _Squeezer()
    for match in _TOKEN.finditer(text):
        _take(squeezer, match.group(), match.span())
    return Compact("".join(squeezer.chars), tuple(squeezer.spans))


def _take(squeezer: _Squeezer, token: str, span: tuple[int, int]) -> None:
    word = token.lower()
    if token.isspace():
        squeezer.put_gap(span)
    elif token in _SEPARATORS or word in _SIGNS:
        sign = _SEPARATORS.get(token) or _SIGNS[word]
        squeezer.put_gap(span) if sign == " " else squeezer.put(sign, span)
    elif word in TENS:
        squeezer.say_ten(word, span)
    elif word in DIGITS or word in _LETTERS:
        squeezer.say(DIGITS.get(word) or _LETTERS[word], span)
    else:
        _take_typed(squeezer, token, span)


def _take_typed(squeezer: _Squeezer, token: str, span: tuple[int, int]) -> None:
    """A typed chunk: kept character by character where it may be part of a code."""
    plain = unicodedata.normalize("NFKC", token)
    usable = plain.isascii() and plain.isalnum() and len(plain) == len(token)
    if not usable or (plain.isalpha() and len(plain) > 3) or fold(token) != token.lower() != plain.lower():
        squeezer.put(_BREAK, span)
        return
    for offset, char in enumerate(plain.upper()):
        squeezer.put(char, (span[0] + offset, span[0] + offset + 1))
