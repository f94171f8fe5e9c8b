"""``chidan calendar …``: which days offices work, by which instrument, and what is not announced yet."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

import typer

from bot.calendar.computed import FIRST_YEAR, LAST_YEAR, LIBRARY
from bot.calendar.days import Day
from bot.calendar.table import TABLE_FILE, CalendarTableError
from bot.calendar.work_calendar import WorkCalendar, load_calendar
from bot.progress import say

calendar_cli = typer.Typer(help="Working days of state offices.", no_args_is_help=True)


@calendar_cli.callback()
def calendar() -> None:
    """Working days of state offices."""


@calendar_cli.command("check")
def check(
    year: Annotated[int, typer.Argument(min=FIRST_YEAR, max=LAST_YEAR, help="The year to look at.")],
) -> None:
    """Show every day off and made-up day with its source; ends with 1 where a year is not all official."""
    try:
        days = load_calendar()
    except CalendarTableError as error:
        say(f"chidan: {error}")
        raise typer.Exit(1) from error
    for line in (*_special(days, year), *_differences(days, year), *_months(days, year)):
        typer.echo(line)
    if not days.is_official(date(year - 1, 12, 31), date(year, 12, 31)):
        say(_what_to_do(year))
        raise typer.Exit(1)


def _special(days: WorkCalendar, year: int) -> Iterator[str]:
    yield f"Days off and made-up days of {year}"
    for day in days.special_days(year):
        told = "official" if day.official else "dự kiến"
        yield f"{day.date:%a %d/%m/%Y}  {day.kind:<6}  {told:<8}  {day.name}  [{_source(day)}]"


def _source(day: Day) -> str:
    if day.source is None:
        return "no source"
    return f"{day.source.number}, {day.source.publisher}, {day.source.published:%d/%m/%Y}"


def _differences(days: WorkCalendar, year: int) -> Iterator[str]:
    """Where the table and the library disagree on whether offices work."""
    differing = [day for day in _all_days(year) if days.is_working(day) != days.computed(day).working]
    yield f"\n{LIBRARY} and the table differ on {len(differing)} days; the table decides"
    for day in differing:
        ours, why = days.day(day), "only the library has it"
        if ours.source is not None:
            why = f"the library does not know of {ours.source.number}"
        yield f"{day:%a %d/%m/%Y}  {'worked' if ours.working else 'off'}, there {_opposite(ours)}: {why}"


def _opposite(ours: Day) -> str:
    return "off" if ours.working else "worked"


def _months(days: WorkCalendar, year: int) -> Iterator[str]:
    counts = [0] * 12
    for day in _all_days(year):
        counts[day.month - 1] += days.is_working(day)
    listed = "  ".join(f"{date(year, month + 1, 1):%b} {count}" for month, count in enumerate(counts))
    yield f"\nWorking days: {listed}  in all {sum(counts)}"


def _all_days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def _what_to_do(year: int) -> str:
    return (
        f"{year} is not wholly official: deadlines in it are told as 'dự kiến'. "
        f"When the ministry's notice is out, enter it in {TABLE_FILE.name} and call the year complete "
        "(docs/calendar.md says how)."
    )
