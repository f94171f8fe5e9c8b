"""Codes in running text: dossier codes of both grammars, and the codes of procedures.

Grammar: Thông tư 01/2018/TT-VPCP, Article 19 (000.00.16.H10-210701-0001), and its successor with the unit's
highest level first (H58.15-240605-0012). People type them with blanks, missing dots, O for 0, or say them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.language.spoken import DIGITS, TENS, compact

_GAP = r"[ .\-]{0,3}"
_DIGIT = "[0-9O]"
_UNIT = rf"[A-Z] ?{_DIGIT}{{2}}"
# Only what can be a date from 2018 on: a looser pattern would take "00 00 18" for one and miss the real one.
_TIGHT_DATE = rf"(?:1[89]|[2-9]{_DIGIT})(?:[0O][1-9]|1[0-2O])(?:[0O][1-9]|[12]{_DIGIT}|3[01O])"
_BROKEN_DATE = (
    rf"(?:1 ?[89]|[2-9] ?{_DIGIT}) ?(?:[0O] ?[1-9]|1 ?[0-2O]) ?(?:[0O] ?[1-9]|[12] ?{_DIGIT}|3 ?[01O])"
)
_NUMBER = rf"(?P<number>{_DIGIT}{{4,6}}|{_DIGIT}{{2}} {_DIGIT}{{2}}(?: {_DIGIT}{{2}})?)"
_OLD_UNITS = rf"[0-9A-Z]{{3}}{_GAP}[0-9A-Z]{{2}}{_GAP}[0-9A-Z]{{2}}{_GAP}{_UNIT}"
_NEW_UNITS = rf"{_UNIT}(?:{_GAP}{_DIGIT}{{2,3}}){{0,3}}?"
# A date in one piece goes first: blanks inside dates are believed only where nothing else fits.
_DOSSIER = tuple(
    re.compile(
        rf"(?<![0-9A-Z])(?:(?P<old>{_OLD_UNITS})|(?P<new>{_NEW_UNITS}))"
        rf"{_GAP}(?P<date>{day}){_GAP}{_NUMBER}(?![0-9A-Z])"
    )
    for day in (_TIGHT_DATE, _BROKEN_DATE)
)
_PROCEDURE = re.compile(r"(?<![\w.])(?P<code>\d[.,]\d{6})(?:\.000\.00\.00)?(?:\.[A-Za-z]\d{2})?(?![\w])")
_STRICT = re.compile(
    r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z]\d{2}-\d{6}-\d{4,6}"
    r"|[A-Z]\d{2}(?:\.[0-9A-Z]{2,3}){0,3}-\d{6}-\d{4,6}"
)
_UNIT_PARTS = re.compile(rf"{_DIGIT}{{2,3}}")
_FIRST_YEAR = 2018
_SPOKEN = re.compile(r"[^\W\d_]+")
_LEAST_DIGITS, _LEAST_SPOKEN = 12, 3  # a code without typed digits needs a word each for year, month and day


@dataclass(frozen=True)
class CodeMatch:
    """A code found in a text: its normal form and where it stands."""

    value: str
    start: int
    end: int


def is_dossier_code(code: str) -> bool:
    """True for a dossier code in its normal form whose date exists (from 2018 on)."""
    return bool(_STRICT.fullmatch(code)) and _is_date(code.split("-")[1])


def find_dossier_codes(text: str) -> list[CodeMatch]:
    """Every dossier code in sloppy text, normalised, in order; offsets are those of the text given."""
    if not _may_hold_one(text):
        return []
    squeezed = compact(text)
    found: list[CodeMatch] = []
    for pattern in _DOSSIER:
        for match in pattern.finditer(squeezed.text):
            start, end = squeezed.start_of(match.start()), squeezed.end_of(match.end())
            value = _normal_form(match)
            if value is not None and all(end <= other.start or start >= other.end for other in found):
                found.append(CodeMatch(value, start, end))
    return sorted(found, key=lambda code: code.start)


def _may_hold_one(text: str) -> bool:
    """False where a text surely has too few digits, typed or said; most texts need no closer look."""
    typed = sum(map(str.isdigit, text))
    said = sum(word in DIGITS or word in TENS for word in _SPOKEN.findall(text.lower()))
    zeros = text.count("o") + text.count("O")
    return said + typed >= _LEAST_SPOKEN and typed + zeros + 2 * said >= _LEAST_DIGITS


def find_procedure_codes(text: str) -> list[CodeMatch]:
    """Every national procedure code (1.012784, also with a unit suffix), without the suffix."""
    return [
        CodeMatch(match["code"].replace(",", "."), match.start(), match.end())
        for match in _PROCEDURE.finditer(text)
    ]


def find_codes(text: str) -> list[CodeMatch]:
    """Dossier and procedure codes together, in order, without overlaps."""
    return list(_without_overlaps(find_dossier_codes(text) + find_procedure_codes(text)))


def _without_overlaps(matches: list[CodeMatch]) -> Iterator[CodeMatch]:
    last = 0
    for match in sorted(matches, key=lambda found: (found.start, -found.end)):
        if match.start >= last:
            yield match
            last = match.end


def _normal_form(match: re.Match[str]) -> str | None:
    """The code as printed on a receipt, or None if its date does not exist."""
    day = _digits(match["date"])
    if not _is_date(day):
        return None
    units = _old_units(match["old"]) if match["old"] else _new_units(match["new"])
    return f"{units}-{day}-{_digits(match['number'])}"


def _old_units(units: str) -> str:
    glued = re.sub(r"[ .\-]", "", units)
    parts = glued[:3], glued[3:5], glued[5:7], glued[7] + _digits(glued[8:])
    return ".".join((_digits(parts[0]), _digits(parts[1]), _digits(parts[2]), parts[3]))


def _new_units(units: str) -> str:
    glued = re.sub(r"^([A-Z]) ", r"\1", units)
    head, rest = glued[0] + _digits(glued[1:3]), glued[3:]
    return ".".join([head, *(_digits(part) for part in _UNIT_PARTS.findall(rest))])


def _digits(text: str) -> str:
    """Zeros typed as the letter O, and blanks inside a group, put right."""
    return text.replace("O", "0").replace(" ", "")


def _is_date(day: str) -> bool:
    try:
        return date(2000 + int(day[:2]), int(day[2:4]), int(day[4:])).year >= _FIRST_YEAR
    except ValueError:
        return False
