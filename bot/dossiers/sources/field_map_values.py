"""Single values of an answer, turned into what a dossier holds; raises SourceDown where they cannot be."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.dossiers.sources.source import Reason, SourceDown

_FIRST_YEAR, _LAST_YEAR = 2000, 2099
_LONGEST_TEXT = 2_000
_MOST_MONEY = 10**14
# 1250000, 1.250.000, 1,250,000, 1250000.00 and 1250000.0000; anything else could be read in two ways.
_PLAIN_MONEY = re.compile(r"(\d{1,15})(?:\.(?:0{1,2}|0{4}))?", re.ASCII)
_GROUPED_MONEY = re.compile(r"\d{1,3}(?:\.\d{3}){1,4}|\d{1,3}(?:,\d{3}){1,4}", re.ASCII)


def _unix(text: str) -> datetime:
    return datetime.fromtimestamp(int(text), UTC)


def _unix_ms(text: str) -> datetime:
    return datetime.fromtimestamp(int(text) / 1000, UTC)


NAMED_FORMATS: Mapping[str, Callable[[str], datetime]] = {
    "iso": datetime.fromisoformat,
    "unix": _unix,
    "unix_ms": _unix_ms,
}


def text_of(value: object) -> str:
    """One line of text without invisible signs; numbers are taken as they are written."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise SourceDown(Reason.FIELDS)
    text = " ".join(unicodedata.normalize("NFC", str(value)).split())
    if len(text) > _LONGEST_TEXT:
        raise SourceDown(Reason.FIELDS)
    return "".join(filter(str.isprintable, text))


def folded(text: str) -> str:
    """The form in which values are compared."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def moment_of(value: object, formats: tuple[str, ...], zone: ZoneInfo) -> datetime:
    """A moment in that zone, read by the first format that fits; what names no zone was meant in this one."""
    text = text_of(value)
    for form in formats:
        try:
            moment = _parsed(text, form)
        except (ValueError, OverflowError, OSError):
            continue
        if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            break
        return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    raise SourceDown(Reason.DATES)


def _parsed(text: str, form: str) -> datetime:
    if form in NAMED_FORMATS:
        return NAMED_FORMATS[form](text)
    moment = datetime.strptime(text, form)  # noqa: DTZ007 - the caller knows the zone
    # strptime fills "%Y%m%d" from "2026113" too, which is nobody's date.
    if text.isdigit() and moment.strftime(form) != text:
        raise ValueError
    return moment


def money_of(value: object) -> int:
    """Whole đồng, not below zero."""
    text = text_of(value)
    plain = _PLAIN_MONEY.fullmatch(text)
    if plain is None and not _GROUPED_MONEY.fullmatch(text):
        raise SourceDown(Reason.MONEY)
    amount = int(plain[1] if plain else re.sub("[.,]", "", text))
    if amount > _MOST_MONEY:
        raise SourceDown(Reason.MONEY)
    return amount
