"""The words around the figures (``words.yml``)."""

from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("words.yml")


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure as it stands in the head of a table, and its unit (``printed.py``)."""

    title: str
    unit: str


class TableWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands over a table; ``rows`` are the titles of rows that are always the same."""

    title: str
    explains: str
    columns: dict[str, Column]
    head: str = ""
    rows: dict[str, str] = {}


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One page of figures; ``path`` follows /staff/insight."""

    path: str
    title: str
    explains: str


class ReportWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the monthly report says around its tables; ``sheet`` the ends of the columns of a workbook."""

    title: str
    made: str
    page: str
    month: str
    year: str
    empty: str
    about: str
    notes: list[str]
    sheet: dict[str, str]


class PublicWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is told of the figures that everybody may read."""

    title: str
    explains: dict[str, str]
    fields: dict[str, str]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of them; titles of values that are not listed are the values themselves."""

    hidden: str
    nothing: str
    n: str
    rate: str
    by: str
    joined: str
    covers: str
    covers_one: str
    covers_some: str
    whole: str
    months: str
    other: str
    dimensions: dict[str, str]
    subjects: dict[str, str]
    themes: dict[str, Theme]
    tables: dict[str, TableWords]
    titles: dict[str, dict[str, str]]
    charts: dict[str, str]
    notes: dict[str, str]
    report: ReportWords
    public: PublicWords


@cache
def load_words() -> Words:
    """All of ``words.yml``; msgspec.DecodeError where it is broken."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=Words)
