"""Counts as they are typed or said ("1,5", "hai trăm rưỡi"); what is counted, other modules know."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.language.fold import fold
from bot.language.spoken import DIGITS

_TOKEN = re.compile(r"m2(?!\d)|m²|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_DIGITS = {fold(word): int(digit) for word, digit in DIGITS.items()}
_LONGEST = 24  # characters of a typed number; a longer one is no number that anybody means
_NOT_TEN = ("may", "vai", "hang", "ca", "nhieu", "bao")  # "mấy chục", "cả chục": no number is meant
HALF, HALVED = "ruoi", "nua"  # "công rưỡi" is 1.5, "nửa công" 0.5


@dataclass(frozen=True)
class Token:
    """One word, number or sign of a text without diacritics, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Count:
    """A number and the index of the token after it.

    `fraction` is the other reading of "1.250": one and a quarter, where `value` is a thousand and more.
    """

    value: Decimal
    after: int
    fraction: Decimal | None = None
    typed: bool = False


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a composed (NFC) text; their offsets are those of the text."""
    return tuple(Token(match.group(), *match.span()) for match in _TOKEN.finditer(fold(text)))


def word(words: Sequence[Token], at: int) -> str:
    """The token there, or "" beyond either end."""
    return words[at].text if 0 <= at < len(words) else ""


def read_count(words: Sequence[Token], at: int) -> Count | None:
    """The number that begins there: typed, or said and below a thousand."""
    head = _typed(words, at) or _below_hundred(words, at) or _bare_hundred(words, at) or _bare_ten(words, at)
    if head is None:
        return None
    if head.typed and word(words, head.after) == "chuc":
        return Count(head.value * 10, head.after + 1)
    return _hundreds(words, head) if word(words, head.after) == "tram" else head


def _typed(words: Sequence[Token], at: int) -> Count | None:
    text = word(words, at)
    if not text[:1].isdecimal() or not text.isascii() or len(text) > _LONGEST:
        return None
    whole, *groups = re.split("[.,]", text)
    joined = Decimal(whole + "".join(groups))
    if not groups:
        return Count(joined, at + 1, typed=True)
    fraction = Decimal(f"{whole}.{groups[0]}") if len(groups) == 1 else None
    if whole.strip("0") and all(len(group) == 3 for group in groups):
        return Count(joined, at + 1, fraction, typed=True)
    return Count(fraction, at + 1, fraction, typed=True) if fraction is not None else None


def _below_hundred(words: Sequence[Token], at: int) -> Count | None:
    tens, after = _DIGITS.get(word(words, at)), at + 1
    if word(words, at) == "muoi":
        tens = 1
    elif tens is not None and word(words, after) in ("muoi", "chuc"):
        after += 1
    else:
        return Count(Decimal(tens), after) if tens is not None else None
    units = _DIGITS.get(word(words, after))
    return Count(Decimal(tens * 10 + (units or 0)), after + (units is not None))


def _bare_hundred(words: Sequence[Token], at: int) -> Count | None:
    """ "trăm triệu", "trăm rưỡi triệu": one hundred, unless it is one of many ("mấy trăm triệu")."""
    return Count(Decimal(1), at) if word(words, at) == "tram" else None


def _bare_ten(words: Sequence[Token], at: int) -> Count | None:
    """ "chục công", "chục triệu": ten, unless it is one of many."""
    alone = word(words, at) == "chuc" and word(words, at - 1) not in _NOT_TEN
    return Count(Decimal(10), at + 1) if alone else None


def _hundreds(words: Sequence[Token], head: Count) -> Count:
    hundreds, after = head.value * 100, head.after + 1
    if word(words, after) == HALF:
        return Count(hundreds + 50, after + 1)
    if word(words, after) in ("linh", "le"):
        units = _DIGITS.get(word(words, after + 1))
        return Count(hundreds + (units or 0), after + 2) if units is not None else Count(hundreds, after)
    tail = _below_hundred(words, after)
    if tail is None:
        return Count(hundreds, after)
    alone = tail.after == after + 1 and word(words, after) != "muoi"  # "hai trăm hai" is 220
    return Count(hundreds + tail.value * (10 if alone else 1), tail.after)
