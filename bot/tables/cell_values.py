"""What the text of an XLSX cell means, by the kind and the style that the file gives it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from math import isfinite

from openpyxl import Workbook
from openpyxl.utils.datetime import from_excel

from bot.tables.lines import ERROR, Cell


class CellValues:
    """Called with kind, style and text of a cell, gives its value, or an error where it is none."""

    def __init__(self, book: Workbook, texts: Sequence[str]) -> None:
        """``texts`` are those that cells refer to by number."""
        self._epoch = book.epoch
        self._days = {str(style) for style in book._date_formats}  # type: ignore[attr-defined]
        self._spans = {str(style) for style in book._timedelta_formats}  # type: ignore[attr-defined]
        self._kinds: Mapping[str, Callable[[str, str], Cell]] = {
            "s": lambda _, text: texts[int(text)],
            "n": self._number,
            "inlineStr": lambda _, text: text,
            "str": lambda _, text: text,
            "b": lambda _, text: text.strip() == "1",
            "d": lambda _, text: datetime.fromisoformat(text),
        }

    def __call__(self, kind: str, style: str, text: str) -> Cell:
        """A number where the style shows one as a day comes back as that day."""
        try:
            return self._kinds[kind](style, text)
        except (ValueError, LookupError, OverflowError):  # also a day before 1900 or after 9999
            return ERROR

    def _number(self, style: str, text: str) -> Cell:
        number = int(text) if text.isdecimal() else float(text)
        if not isfinite(number):
            return ERROR
        if style not in self._days:
            return number
        day: Cell = from_excel(number, self._epoch, timedelta=style in self._spans)
        return day
