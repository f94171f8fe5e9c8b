"""Days off as the law lets them be computed, lunar ones included: all there is for years without a table."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.metadata import version

from holidays import country_holidays
from holidays.countries.vietnam import Vietnam

from bot.calendar.days import Day, Kind, Source

LIBRARY = f"holidays {version('holidays')}"
FIRST_YEAR, LAST_YEAR = (
    Vietnam.start_year,
    Vietnam.end_year,
)  # years outside have no lunar days, and no others either


@lru_cache(maxsize=256)  # many times the years that dossiers of one province span
def computed_days(year: int, source: Source) -> Mapping[date, Day]:
    """Days off and made-up days of a year by calculation, none of them official.

    Which weekdays the Tết days take and which day joins 2 September is a guess until it is announced.
    """
    found = country_holidays("VN", years=year, language="vi")
    off = {day: Day(day, Kind.OFF, name, source) for day, name in found.items()}
    worked = {day: Day(day, Kind.MAKEUP, "", source) for day in found.weekend_workdays if day.year == year}
    return off | worked
