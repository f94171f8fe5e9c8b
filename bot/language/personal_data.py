"""Masking of numbers that point to a person, before text is logged, kept or sent anywhere."""

import re
from collections.abc import Iterator

from bot.language.codes import find_dossier_codes, find_procedure_codes
from bot.language.spoken import DIGITS

PHONE = "[số điện thoại]"
IDENTITY = "[số giấy tờ tùy thân]"
SERIAL = "[số giấy chứng nhận]"
HIDDEN_TAIL = "****"

_GAP = r"[ .\-]?"
_SPOKEN_DIGIT = "(?:không|khong|một|mot|hai|ba|bốn|bon|tư|năm|nam|lăm|sáu|sau|bảy|bay|tám|tam|chín|chin)"
_PHONE = (
    rf"(?<![\w.+])(?:\+?84|0){_GAP}(?:[35789](?:{_GAP}\d){{8}}|2\d?(?:{_GAP}\d){{8}})(?!\w|[.,]\d)"
    rf"|(?<!\w)(?:không|khong)(?: {_SPOKEN_DIGIT}){{8,11}}(?!\w)"
)
# Twelve digits of the present identity card; nine of the old one, unless they are round money.
_IDENTITY = (
    r"(?<![\w.,/-])(?:\d{12}|\d{3}(?: \d{3}){3})(?!\w|[.,]\d)"
    r"|(?<![\w.,/-])(?!\d{6}000)\d{9}(?!\w|[.,]\d|\s*(?:đồng|dong|vnđ|vnd|đ)\b)"
)
# Printed serials are capitals; small letters count only after a word that announces a serial.
_SERIAL = (
    r"(?<!\w)[A-ZĐ]{2}[ .]?\d{6,8}(?!\w)"
    r"|(?:(?<=seri )|(?<=số )|(?<=so ))[a-zđ]{2}[ .]?\d{6,8}(?!\w)"
)
_PERSONAL = re.compile(f"(?P<phone>{_PHONE})|(?P<identity>{_IDENTITY})|(?P<serial>{_SERIAL})")
_MASKS = {"phone": PHONE, "identity": IDENTITY, "serial": SERIAL}


def mask(text: str, *, keep_dossier_codes: bool = False) -> str:
    """Hides phone numbers, identity numbers, certificate serials and the tails of dossier codes.

    Codes of procedures stay. With `keep_dossier_codes` those stay too: finding a dossier needs them.
    """
    return "".join(_mask_piece(free) + code for free, code in _pieces(text, keep_dossier_codes))


def find_phones(text: str) -> tuple[str, ...]:
    """The phone numbers that `mask` hides, as they are dialled in the country ("0912345678")."""
    found = (match for free, _ in _pieces(text, True) for match in _PERSONAL.finditer(free))
    return tuple(dict.fromkeys(_dialled(one.group()) for one in found if one.lastgroup == "phone"))


def mask_dossier_code(code: str) -> str:
    """The code without its running number, which would let others guess their way to neighbours."""
    return f"{code.rpartition('-')[0]}-{HIDDEN_TAIL}"


def _pieces(text: str, keep_dossier_codes: bool) -> Iterator[tuple[str, str]]:
    """The text in order: a stretch without codes, then what stands for the code behind it."""
    last = 0
    for start, end, instead in sorted(_kept_or_shortened(text, keep_dossier_codes)):
        if start >= last:
            yield text[last:start], instead
            last = end
    yield text[last:], ""


def _dialled(number: str) -> str:
    if number[0].isalpha():
        return "".join(DIGITS[word] for word in number.lower().split())
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:]}" if digits.startswith("84") else digits


def _kept_or_shortened(text: str, keep_dossier_codes: bool) -> list[tuple[int, int, str]]:
    """Stretches that are codes, each with the text that stands in its place."""
    kept = [(found.start, found.end, text[found.start : found.end]) for found in find_procedure_codes(text)]
    for found in find_dossier_codes(text):
        original = text[found.start : found.end]
        instead = original if keep_dossier_codes else mask_dossier_code(found.value)
        kept.append((found.start, found.end, instead))
    return kept


def _mask_piece(text: str) -> str:
    return _PERSONAL.sub(lambda match: _MASKS[match.lastgroup or "identity"], text)
