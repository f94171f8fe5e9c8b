"""The numbers that spreadsheets keep days as."""

from datetime import datetime

from openpyxl.utils.datetime import from_excel


def moment_of(number: float, epoch: datetime) -> datetime:
    """The day and time, without a zone; ValueError for what is no day, or a time without one."""
    try:
        found = from_excel(number, epoch)
    except OverflowError as error:
        raise ValueError("not a day") from error
    if not isinstance(found, datetime):
        raise ValueError("a time without a day")
    return found
