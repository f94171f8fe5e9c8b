"""How much of a table is read: whoever reads one says what is plausible there."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The most that is read; a megabyte has 1024² bytes.

    ``unpacked_megabytes`` is of all parts of an XLSX file together, ``rows`` are those that hold anything,
    ``letters`` is the longest text of one cell.
    """

    megabytes: int
    unpacked_megabytes: int
    rows: int
    columns: int
    letters: int
