"""The table of official days off and made-up days, read from ``official_days.yml``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import yaml

from bot.calendar.days import Day, Kind, Source, is_weekend

TABLE_FILE = Path(__file__).with_name("official_days.yml")


class CalendarTableError(Exception):
    """The table contradicts itself or cannot be read; the text says where."""


@dataclass(frozen=True)
class Table:
    """The days that notices name, the years whose notice is whole, and the law behind what is computed."""

    days: Mapping[date, Day]
    years: frozenset[int]
    complete: frozenset[int]
    computed_from: Source


class _Stretch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    first: date
    name: str
    source: str
    last: date | None = None
    official: bool = True


class _Swap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    day_off: date
    worked: date
    name: str
    source: str
    official: bool = True


class _Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    complete: bool
    days_off: tuple[_Stretch, ...]
    swaps: tuple[_Swap, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sources: dict[str, Source]
    computed_from: str
    years: dict[int, _Year]


def read_table(path: Path = TABLE_FILE) -> Table:
    """The table of a file; raises CalendarTableError naming the day that is wrong."""
    written = _parsed(path)
    days: dict[date, Day] = {}
    for number, year in written.years.items():
        for day in _days(written.sources, number, year):
            if day.date in days:
                raise CalendarTableError(f"{day.date} stands there twice")
            days[day.date] = day
    complete = frozenset(number for number, year in written.years.items() if year.complete)
    guessed = [day.date for day in days.values() if day.date.year in complete and not day.official]
    if guessed:
        raise CalendarTableError(f"{guessed[0].year} is called complete, but {guessed[0]} is not official")
    return Table(days, frozenset(written.years), complete, _source(written.sources, written.computed_from))


def _parsed(path: Path) -> _File:
    try:
        found: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
        return msgspec.convert(found, _File)
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as error:
        raise CalendarTableError(f"{path.name}: {error}") from error


def _source(sources: Mapping[str, Source], name: str) -> Source:
    try:
        return sources[name]
    except KeyError:
        raise CalendarTableError(f'no source is called "{name}"') from None


def _days(sources: Mapping[str, Source], number: int, year: _Year) -> Iterator[Day]:
    for stretch in year.days_off:
        source = _source(sources, stretch.source)
        for day in _each(stretch, number):
            yield Day(day, Kind.OFF, stretch.name, source, stretch.official)
    for swap in year.swaps:
        _check_swap(swap, number)
        source = _source(sources, swap.source)
        yield Day(swap.day_off, Kind.OFF, swap.name, source, swap.official)
        yield Day(swap.worked, Kind.MAKEUP, swap.name, source, swap.official)


def _each(stretch: _Stretch, number: int) -> list[date]:
    last = stretch.last or stretch.first
    if last < stretch.first or {stretch.first.year, last.year} != {number}:
        raise CalendarTableError(f"{stretch.first} to {last} is no stretch of {number}")
    return [stretch.first + timedelta(days=n) for n in range((last - stretch.first).days + 1)]


def _check_swap(swap: _Swap, number: int) -> None:
    """Either day may lie in the neighbouring year (2 January against a Saturday of December)."""
    if number not in (swap.day_off.year, swap.worked.year):
        raise CalendarTableError(f"the swap of {swap.day_off} is none of {number}")
    if is_weekend(swap.day_off):
        raise CalendarTableError(f"{swap.day_off} is a weekend and cannot be swapped for {swap.worked}")
    if not is_weekend(swap.worked):
        raise CalendarTableError(f"{swap.worked} is worked anyway and makes up for nothing")
