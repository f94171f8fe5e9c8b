"""Dossier codes, and the ways in which people spoil them when they type or say them."""

from datetime import date
from random import Random

from hypothesis import strategies as st

from bot.language.fold import fold

_SAID = (
    ("không",),
    ("một", "mốt"),
    ("hai",),
    ("ba",),
    ("bốn", "tư"),
    ("năm", "lăm"),
    ("sáu",),
    ("bảy",),
    ("tám",),
    ("chín",),
)
_SAID_LETTERS = {"H": ("hát", "hắt", "h", "H"), "G": ("giê", "gê", "g")}
_SAID_SIGNS = {
    ".": ("chấm", "dấu chấm", "."),
    "-": ("gạch", "gạch ngang", "gạch nối", "dấu gạch ngang", "xuyệt", "xẹt", "sẹt", "gạch chéo"),
}
_TYPED_SIGNS = {
    ".": (".", "", " ", "..", " . ", ",", "．", "·", "-", "/", " chấm ", "\n", ".\n"),
    "-": ("-", " ", " - ", "--", "–", "—", "‑", "−", "－", "/", "_", ".", " gạch ", " cham ", "\n", "-\r\n"),
}
_LOOKALIKES = {"0": "oO", "1": "lIi"}
_UNSEEN = ("\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060")
_FULL_WIDTH = {ord(char): ord(char) + 0xFEE0 for char in "0123456789HGhg"}


@st.composite
def dossier_codes(draw: st.DrawFn) -> str:
    """A code of either grammar, as a receipt prints it."""
    unit = draw(st.from_regex(r"[GH][0-9]{2}", fullmatch=True))
    if draw(st.booleans()):
        units = draw(st.from_regex(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}", fullmatch=True)) + f".{unit}"
    else:
        units = ".".join([unit, *draw(st.lists(st.from_regex(r"[0-9]{2,3}", fullmatch=True), max_size=2))])
    day = draw(st.dates(date(2018, 1, 1), date(2039, 12, 31)))
    number = draw(st.from_regex(r"[0-9]{4}([0-9]{2})?", fullmatch=True))
    return f"{units}-{day:%y%m%d}-{number}"


def typed_badly(code: str, random: Random) -> str:
    """Other signs, none, small letters, O and l, full-width characters, and some that nobody sees."""
    return "".join(_typed(char, random) for char in code)


def _typed(char: str, random: Random) -> str:
    if char in _TYPED_SIGNS:
        return random.choice(_TYPED_SIGNS[char])
    ways = [char, char.lower(), char.translate(_FULL_WIDTH), *_LOOKALIKES.get(char, "")]
    return random.choice(ways) + random.choice(("", "", "", *_UNSEEN))


def said_by_digits(code: str, random: Random) -> str:
    """Digit after digit in words, some of them typed, perhaps without any diacritics."""
    said = " ".join(_said(char, random) for char in code)
    return random.choice((said, fold(said)))


def _said(char: str, random: Random) -> str:
    if char.isdigit():
        return random.choice((*_SAID[int(char)], char))
    return random.choice((_SAID_SIGNS | _SAID_LETTERS)[char])


def said_by_numbers(code: str, random: Random) -> str:
    """Pairs of digits as numbers ("hai mươi tư lẻ sáu lẻ năm"), groups of three as hundreds."""
    spaced = "".join(char if char.isdigit() else f" {char} " for char in code)
    return " ".join(_in_numbers(part, random) for part in spaced.split())


def _in_numbers(part: str, random: Random) -> str:
    if not part.isdigit():
        return _said(part, random)
    if len(part) == 3:
        return _hundreds(part, random)
    return " ".join(_tens(part[at : at + 2], random) for at in range(0, len(part), 2))


def _hundreds(digits: str, random: Random) -> str:
    head = f"{_SAID[int(digits[0])][0]} trăm"
    if digits[1] != "0":
        return f"{head} {_tens(digits[1:], random)}"
    units = int(digits[2])
    return f"{head} {random.choice(('lẻ', 'linh'))} {_SAID[units][0]}" if units else head


def _tens(digits: str, random: Random) -> str:
    tens, units = map(int, digits)
    if tens == 0:
        return f"{random.choice(('không', 'lẻ', 'linh'))} {_SAID[units][0]}"
    ten = "mười" if tens == 1 else f"{_SAID[tens][0]} mươi"
    return ten if units == 0 else f"{ten} {random.choice(_SAID[units])}"
