"""A small simulated year of a province that there is, with its procedures and communes."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bench.insight.rows import items_of, write_answers, write_cases, write_tickets, write_turns, write_wave
from bench.insight.world import World
from bot.insight_wiring import InsightPart
from bot.storage.database import Database
from bot.storage.engines import build_engine
from bot.storage.urls import sync_url
from bot.surveys.instrument import load_instruments
from tests.integration.staff.people import department, knowledge_base

AFTERWARDS = datetime(2026, 1, 20, 3, tzinfo=UTC)
MONTH = "2025-12"


@dataclass
class Province(World):
    """The seed makes the same year with titles that people know."""

    procedures: int = 24
    communes: int = 30

    def __post_init__(self) -> None:
        """Gives the drawn places their real names."""
        super().__post_init__()
        known = knowledge_base().procedures
        self._procedures = [
            (real.field, real.code, lean)
            for real, (_field, _code, lean) in zip(known, self._procedures, strict=False)
        ]
        communes = department().read_places().communes
        self._communes = [
            (real.name, lean) for real, (_name, lean) in zip(communes, self._communes, strict=False)
        ]


def write_year(url: str, *, dossiers: int, answers: int, tickets: int, people: int) -> None:
    """All rows of the year into an empty database."""
    instrument = load_instruments().current(date(2026, 1, 1))
    world = Province(8, items_of(instrument, "full", random.Random(8)))
    cases = list(world.cases(dossiers))
    with build_engine(sync_url(url)).begin() as connection:
        write_wave(connection, world)
        write_cases(connection, world, cases)
        write_answers(connection, world, instrument, cases, answers)
        write_tickets(connection, world, tickets)
        write_turns(connection, world, people, 3)


def part_of(db: Database) -> InsightPart:
    """The feature as it runs a month after the year."""
    return InsightPart(db, department(), knowledge_base(), lambda: AFTERWARDS)
