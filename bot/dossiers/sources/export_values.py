"""Codes, texts, lists, money and phone numbers as exports write them."""

import re
import unicodedata

from bot.dossiers.sources.words import status_of
from bot.dossiers.state import Status
from bot.language.codes import find_dossier_codes, find_procedure_codes, is_dossier_code
from bot.language.fold import fold
from bot.tables.lines import Cell

MOST_MONEY = 10**13
MOST_PAPERS, LONGEST_PAPER = 50, 500
LONGEST_TEXT = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_PLAIN = r"(?P<plain>\d+)(?:[.,]0{1,2})?"
_DOTS, _COMMAS = r"(?P<dots>\d{1,3}(?:\.\d{3})+)(?:,0{1,2})?", r"(?P<commas>\d{1,3}(?:,\d{3})+)(?:\.0{1,2})?"
_BLANKS = r"(?P<blanks>\d{1,3}(?: \d{3})+)"
_MONEY = re.compile(rf"(?:{_DOTS}|{_COMMAS}|{_BLANKS}|{_PLAIN})\s*(?:d|dong|vnd|₫)?", re.ASCII)
_PAPERS = re.compile(r"[;\r\n]+")
_LIST_MARK = re.compile(r"^(?:[-+*•]|\d{1,2}[.)])\s+")
_PHONES = re.compile(r"[;,/\r\n]|\s-\s")
_PHONE_SIGNS = re.compile(r"[\s.()\-]")
_PHONE = re.compile(r"0\d{9,10}", re.ASCII)


class Unreadable(ValueError):
    """The cell does not hold what its column should; the message never quotes it."""


def code(cell: Cell) -> str:
    """The one dossier code of the cell in its normal form."""
    text = str(cell).strip()
    if is_dossier_code(text):
        return text
    found = {match.value for match in find_dossier_codes(text)}
    if len(found) != 1:
        raise Unreadable("holds several dossier codes" if found else "holds no dossier code")
    return found.pop()


def status(cell: Cell) -> Status:
    """The status by its number, name or local word."""
    found = status_of(text(cell))
    if found is None:
        raise Unreadable("is no status that is known: words.yml lists them")
    return found


def text(cell: Cell) -> str:
    """One line of text, letters composed, spaces single; a whole number as its digits."""
    found = " ".join(_written(cell).split())
    if len(found) > LONGEST_TEXT:
        raise Unreadable(f"is longer than {LONGEST_TEXT} letters")
    return found


def papers(cell: Cell) -> tuple[str, ...]:
    """One paper a line, or between semicolons; marks of a list are taken off."""
    parts = (" ".join(part.split()) for part in _PAPERS.split(_written(cell)))
    found = tuple(_LIST_MARK.sub("", part) for part in parts if part)
    if len(found) > MOST_PAPERS or any(len(paper) > LONGEST_PAPER for paper in found):
        raise Unreadable(f"lists more than {MOST_PAPERS} papers, or one of over {LONGEST_PAPER} letters")
    return found


def money(cell: Cell) -> int | None:
    """Whole đồng; None where nothing is due."""
    found = _MONEY.fullmatch(fold(text(cell)))
    if found is None:
        raise Unreadable("is no amount that could be read (expected: 1.250.000)")
    written = next(group for group in found.groups() if group)
    amount = int(re.sub(r"\D", "", written))
    if amount > MOST_MONEY:
        raise Unreadable("is more money than could be meant")
    return amount or None


def phone(cell: Cell) -> str:
    """The first number of the cell, in digits and with its leading zero."""
    first = _PHONES.split(_written(cell).strip())[0]
    digits = _PHONE_SIGNS.sub("", first)
    for abroad in ("+84", "0084"):
        digits = "0" + digits.removeprefix(abroad) if digits.startswith(abroad) else digits
    if len(digits) == 11 and digits.startswith("84"):
        digits = "0" + digits[2:]
    if len(digits) == 9 and not digits.startswith("0"):  # a spreadsheet took it for a number
        digits = "0" + digits
    if not _PHONE.fullmatch(digits):
        raise Unreadable("is no phone number that could be read, so that it proves nothing")
    return digits


def procedure(cell: Cell) -> str:
    """The national code, without the unit's suffix; a number gets its last zeros back."""
    written = f"{cell:.6f}" if isinstance(cell, float) else text(cell)
    found = {match.value for match in find_procedure_codes(written)}
    if len(found) != 1:
        raise Unreadable("holds no national code of a procedure")
    return found.pop()


def _written(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if not isinstance(cell, str) and (isinstance(cell, bool) or not isinstance(cell, int)):
        raise Unreadable("is no text: the spreadsheet made something else of it")
    written = unicodedata.normalize("NFC", str(cell))
    if _CONTROL.search(written):
        raise Unreadable("holds a character that cannot be printed")
    return written
