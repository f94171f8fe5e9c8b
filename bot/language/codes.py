"""Codes in running text: dossier codes of both grammars, and the codes of procedures.

Grammar: Thông tư 01/2018/TT-VPCP, Article 19 (000.00.16.H10-210701-0001), and its successor with the unit's
highest level first (H58.15-240605-0012). People type them with blanks, missing dots, O for 0, or say them.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.language.code_grammar import PATTERNS, as_printed, is_printed, printed_date
from bot.language.compact import LOOKALIKES, compact
from bot.language.spoken import NUMBERS
from bot.language.squeezer import Compact

_PROCEDURE = re.compile(r"(?<![\w.])(?P<code>\d[.,]\d{6})(?:\.000\.00\.00)?(?:\.[A-Za-z]\d{2})?(?![\w])")
_WORD = re.compile(r"[^\W\d_]+")
_LIKE_DIGITS = LOOKALIKES + LOOKALIKES.lower()
_LEAST_DIGITS, _LEAST_SPOKEN = 12, 3  # a code without typed digits needs a word each for year, month and day
_ONE_TOO_MANY = (5, 7)  # running numbers have four or six digits


@dataclass(frozen=True)
class CodeMatch:
    """A code found in a text: its normal form and where it stands."""

    value: str
    start: int
    end: int

    def overlaps(self, other: "CodeMatch") -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end

    def begins_in(self, other: "CodeMatch") -> bool:
        """Whether it begins inside the other."""
        return other.start < self.start < other.end


def is_dossier_code(code: str) -> bool:
    """True for a dossier code in its normal form whose date exists (from 2018 on, perhaps to come)."""
    return is_printed(code) and printed_date(code) is not None


def dated(code: str) -> date:
    """The day on which the dossier was received, out of a code for which `is_dossier_code` holds.

    Raises ValueError for any other text.
    """
    day = printed_date(code) if is_printed(code) else None
    if day is None:
        raise ValueError("not a dossier code")
    return day


def is_possible(code: str, today: date) -> bool:
    """True for a dossier code whose day has come by `today` (in Asia/Ho_Chi_Minh)."""
    return is_dossier_code(code) and dated(code) <= today


def find_dossier_codes(text: str) -> list[CodeMatch]:
    """Every dossier code in sloppy text, normalised, in order; offsets are those of the text given."""
    if not _may_hold_one(text):
        return []
    found: list[CodeMatch] = []
    for code in _candidates(compact(text)):
        if not any(code.overlaps(other) for other in found):
            found.append(code)
    procedures = find_procedure_codes(text) if found else []
    # The unit at the end of a procedure's code begins no dossier's.
    kept = [code for code in found if not any(code.begins_in(other) for other in procedures)]
    return sorted(kept, key=lambda code: code.start)


def _candidates(squeezed: Compact) -> Iterator[CodeMatch]:
    """What the patterns find, the likely ones first."""
    for pattern in PATTERNS:
        for match in pattern.finditer(squeezed.text):
            end = _end_of_number(squeezed, match)
            number = squeezed.text[match.start("number") : end]
            value = as_printed(match["old"], match["new"], match["date"], number)
            if is_dossier_code(value):
                yield CodeMatch(value, squeezed.start_of(match.start()), squeezed.end_of(end))


def _end_of_number(squeezed: Compact, match: re.Match[str]) -> int:
    """ "… không một hai năm nay": a digit too many that is a word of its own does not belong to it."""
    long = len(match["number"].replace(" ", "")) in _ONE_TOO_MANY
    return match.end() - (long and squeezed.stands_apart(match.end() - 1))


def _may_hold_one(text: str) -> bool:
    """False where a text surely has too few digits, typed or said; most texts need no closer look."""
    typed = sum(map(str.isdigit, text))
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    said = sum(word in NUMBERS for word in _WORD.findall(composed.lower()))
    if said + typed < _LEAST_SPOKEN:
        return False
    return typed + 2 * said + sum(map(text.count, _LIKE_DIGITS)) >= _LEAST_DIGITS


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
