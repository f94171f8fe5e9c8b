"""Months as the background task closes them."""

from datetime import UTC, date, datetime

from bot.insight.closing import Closer
from bot.insight.gather import Known, gatherers
from bot.insight.papers import load_papers
from bot.insight.scale import Scale
from bot.storage.database import Database
from bot.surveys.instrument import Instruments, load_instruments

NOW = datetime(2026, 11, 27, 3, 0, tzinfo=UTC)


def strata(procedure: str, unit: str) -> tuple[str, str]:
    """All procedures are of one field; the unit is the commune."""
    return "dat-dai", unit


def same_day(day: date) -> date:
    """A calendar without days off."""
    return day


def closer(db: Database, now: datetime = NOW, instruments: Instruments | None = None) -> Closer:
    """The task at that moment."""
    scale = Scale(instruments or load_instruments())
    return Closer(db, gatherers(Known(scale, load_papers(), strata, same_day)), lambda: now)
