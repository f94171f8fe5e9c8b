"""The two grammars of dossier codes, as they are printed and as they are found in squeezed text."""

import re
from datetime import date

from bot.language.compact import LOOKALIKES

FIRST_YEAR = 2018
_DIGIT = f"[0-9{LOOKALIKES}]"
_ZERO, _ONE, _NOT_ZERO = "[0O]", "[1IL]", "[1-9IL]"
_GAP = r"[ .\-]?"
_START, _END = r"(?<![0-9A-Z])(?<!\d\d\.)", r"(?![0-9A-Z])"
# "AH58" is A and H58 where something is glued to the code; the start of an old code that lost digits is none.
_GLUED = r"(?<=[A-Z]{2})(?=[HG])"

_ANY_UNIT = rf"(?:[HG]{_GAP}|[A-Z] ?){_DIGIT}{{2}}"
_USUAL_UNIT = rf"[HG]{_GAP}{_DIGIT}{{2}}"  # provinces and ministries
_GROUPS_BEFORE = "".join(rf"(?:{_DIGIT}{{{length}}}{_GAP}|[0-9A-Z]{{{length}}}\.)" for length in (3, 2, 2))
_GROUPS_AFTER = rf"(?:{_GAP}{_DIGIT}{{2,3}}|\.[0-9A-Z]{{2,3}}){{0,3}}?"

_NUMBER = rf"(?P<number>{_DIGIT}{{4,7}}|{_DIGIT}{{2}} {_DIGIT}{{2}}(?: {_DIGIT}{{2}})?)"


def _day(blank: str, decades: str) -> str:
    """Only what can be a date: a looser pattern would take "00 00 18" for one and miss the real one."""
    year = rf"(?:{_ONE}{blank}[89]|{decades}{blank}{_DIGIT})"
    month = rf"(?:{_ZERO}{blank}{_NOT_ZERO}|{_ONE}{blank}[0-2{LOOKALIKES}])"
    day = rf"(?:{_ZERO}{blank}{_NOT_ZERO}|[12IL]{blank}{_DIGIT}|3{blank}[01{LOOKALIKES}])"
    return rf"(?P<date>{year}{blank}{month}{blank}{day})"


def _pattern(unit: str, day: str) -> re.Pattern[str]:
    units = rf"(?:(?P<old>{_GROUPS_BEFORE}{unit})|(?P<new>{unit}{_GROUPS_AFTER}))"
    return re.compile(rf"(?:{_START}|{_GLUED}){units}{_GAP}{day}{_GAP}{_NUMBER}{_END}")


# The likely ones go first: dates of our time in one piece; blanks inside only where nothing else fits.
PATTERNS = (
    _pattern(_ANY_UNIT, _day(blank="", decades="[23]")),
    _pattern(_USUAL_UNIT, _day(blank=" ?", decades="[23]")),
    _pattern(_ANY_UNIT, _day(blank="", decades="[4-9]")),
)

_PRINTED = re.compile(
    r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z]\d{2}-\d{6}-\d{4,6}"
    r"|[A-Z]\d{2}(?:\.[0-9A-Z]{2,3}){0,3}-\d{6}-\d{4,6}"
)
_AS_DIGITS = str.maketrans(LOOKALIKES, "011", " ")
_NO_SIGNS = str.maketrans("", "", " .-")
_LONGEST_GROUP = 3
_NUMERIC = re.compile(f"{_DIGIT}+")


def is_printed(code: str) -> bool:
    """Whether it is written as on a receipt, in either grammar; its date is not looked at."""
    return bool(_PRINTED.fullmatch(code)) and all(_put_right(part) == part for part in code.split("."))


def printed_date(code: str) -> date | None:
    """The day in a printed code; None if there is no such day, or it is before one-stop codes began."""
    digits = code.split("-")[1]
    try:
        day = date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def as_printed(old: str | None, new: str | None, day: str, number: str) -> str:
    """The code in its normal form out of the parts that a pattern found."""
    units = _old_units(old) if old else _new_units(new or "")
    return f"{units}-{day.translate(_AS_DIGITS)}-{number.translate(_AS_DIGITS)}"


def _old_units(units: str) -> str:
    glued = units.translate(_NO_SIGNS)
    parts = (glued[:3], glued[3:5], glued[5:7])
    return ".".join([*map(_put_right, parts), _unit(glued[7:])])


def _new_units(units: str) -> str:
    behind = units[1:].lstrip(" .-")
    chunks = re.split(r"[ .\-]", behind[2:])
    groups = [group for chunk in chunks for group in _groups(chunk)]
    return ".".join([_unit(units[0] + behind[:2]), *map(_put_right, groups)])


def _groups(chunk: str) -> list[str]:
    """Groups that were typed without a sign between: of two, the last perhaps of three."""
    if len(chunk) <= _LONGEST_GROUP:
        return [chunk] if chunk else []
    return [chunk[:2], *_groups(chunk[2:])]


def _unit(unit: str) -> str:
    return unit[0] + unit[1:].translate(_AS_DIGITS)


def _put_right(part: str) -> str:
    """O and l in a group of digits are 0 and 1; a group with other letters stays."""
    return part.translate(_AS_DIGITS) if _NUMERIC.fullmatch(part) else part
