"""The public months as data for programs: JSON with its schema, and CSV."""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec

from bot.insight import printed
from bot.insight.figures import Figure, Row, Table
from bot.insight.words import Words
from bot.tables.written import Cell, as_csv

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Month = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Count = Annotated[int, msgspec.Meta(ge=0)]
Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]


class OpenFigure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number with what it stands on."""

    value: Annotated[float, msgspec.Meta(ge=0)] | None
    n: Count | None
    low: Percent | None
    high: Percent | None
    hidden: bool
    response_rate: Percent | None


class OpenMonth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One closed month."""

    month: Month
    covers: str
    received: OpenFigure
    due: OpenFigure
    on_time: OpenFigure
    late: OpenFigure
    reasoned: OpenFigure
    reopened: OpenFigure
    satisfaction: OpenFigure


class Publisher(msgspec.Struct, frozen=True):
    """Whose figures they are, and under which licence they may be used again; empty where none is given."""

    name: str
    licence: str = ""
    licence_url: str = ""


class OpenData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All closed months, the oldest first."""

    title: str
    publisher: str
    licence: str
    licence_url: str
    updated_to: Month | None
    months: list[OpenMonth]


FIGURES = tuple(name for name in OpenMonth.__struct_fields__ if name not in ("month", "covers"))
PARTS = OpenFigure.__struct_fields__


def open_data(table: Table, publisher: Publisher, words: Words) -> OpenData:
    """The months of that table."""
    months = [_month(row, words) for row in table.rows]
    newest = months[-1].month if months else None
    whose = (publisher.name, publisher.licence, publisher.licence_url)
    return OpenData(words.public.title, *whose, newest, months)


def as_open_csv(data: OpenData) -> bytes:
    """A row for each month, a column for each part of each figure; what is hidden is empty and says so."""
    header = ["month", "covers", *(f"{name}_{part}" for name in FIGURES for part in PARTS)]
    rows = [[one.month, one.covers, *_cells(one)] for one in data.months]
    return as_csv(header, rows)


def open_schema(address: str, words: Words) -> dict[str, Any]:
    """The JSON schema of the data, itself found at that address; the sentences of the page explain it."""
    (schema,), definitions = msgspec.json.schema_components([OpenData], ref_template="#/$defs/{name}")
    said: Mapping[str, str] = {**words.public.fields, **words.public.explains}
    for definition in definitions.values():
        definition.pop("description", None)
        for name, field in definition["properties"].items():
            if name in said:
                field["description"] = said[name]
    return {"$schema": DIALECT, "$id": address, "title": words.public.title, **schema, "$defs": definitions}


def _month(row: Row, words: Words) -> OpenMonth:
    columns = words.tables["public_months"].columns
    figures = {name: _figure(row.figures.get(name, Figure(None)), columns[name].unit) for name in FIGURES}
    return OpenMonth(month=row.key, covers=row.covers, **figures)


def _figure(figure: Figure, unit: str) -> OpenFigure:
    def shown(value: float | None) -> float | None:
        return None if value is None else printed.as_shown(value, unit)

    rate = figure.response_rate
    return OpenFigure(
        value=shown(figure.value),
        n=None if unit == printed.COUNT else figure.n,
        low=shown(figure.low),
        high=shown(figure.high),
        hidden=figure.hidden,
        response_rate=None if rate is None else printed.as_shown(rate, printed.PERCENT),
    )


def _cells(month: OpenMonth) -> list[Cell]:
    figures = [getattr(month, name) for name in FIGURES]
    cells: list[Cell] = []
    for figure in figures:
        for part in PARTS:
            value = getattr(figure, part)
            cells.append(int(value) if part == "hidden" else value)
    return cells
