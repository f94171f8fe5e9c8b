"""From a file to the database: read in a thread, taken in a thousand states at a time."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from bot.dossiers.hours import today
from bot.dossiers.intake import MOST_AT_ONCE, Taken
from bot.dossiers.sources.export_finding import Finding
from bot.dossiers.sources.export_rows import Progress, read_export
from bot.dossiers.state import DossierState

Clock = Callable[[], datetime]
Told = Callable[[Finding], object]


class TakesStates(Protocol):
    """Where states go: one transaction a call."""

    async def take(self, states: Sequence[DossierState], now: datetime) -> Taken:
        """What became of at most a thousand of them."""


@dataclass(frozen=True)
class Imported:
    """What became of the dossiers of one file, and how many of its rows were broken."""

    taken: Taken
    broken: int

    def __str__(self) -> str:
        one = self.taken
        counts = f"{one.new} new, {one.changed} changed, {one.unchanged} unchanged, {one.older} older"
        return f"{_count(one)} dossiers: {counts}; {self.broken} broken rows"


class ExportImport:
    """The import of one file; the same file again changes nothing."""

    def __init__(self, intake: TakesStates, clock: Clock, told: Told) -> None:
        """``told`` is given every finding, in a thread of its own, as the file is read."""
        self._intake, self._clock, self._told = intake, clock, told
        self._broken: set[int] = set()

    async def run(self, file: Path, read: Progress, taken: Progress) -> Imported:
        """``read`` hears of the rows read, then ``taken`` of the dossiers taken in.

        Raises OSError, TableRefused where nothing can be read, or StorageUnavailable: what was taken in by
        then stays, and the next run goes over it again.
        """
        batches = self._batches(file, today(self._clock()), read)
        sums = Taken()
        while batch := await asyncio.to_thread(next, batches, None):
            sums = _sum(sums, await self._intake.take(batch, self._clock()))
            taken(_count(sums))
        return Imported(sums, len(self._broken))

    def _batches(self, file: Path, day: date, read: Progress) -> Iterator[list[DossierState]]:
        states = self._states(file, day, read)
        while batch := list(islice(states, MOST_AT_ONCE)):
            yield batch

    def _states(self, file: Path, day: date, read: Progress) -> Iterator[DossierState]:
        for found in read_export(file, day, read):
            if isinstance(found, DossierState):
                yield found
                continue
            if found.broken:
                self._broken.add(found.line)
            self._told(found)


def _sum(one: Taken, other: Taken) -> Taken:
    return Taken(
        one.new + other.new,
        one.changed + other.changed,
        one.unchanged + other.unchanged,
        one.older + other.older,
    )


def _count(taken: Taken) -> int:
    return taken.new + taken.changed + taken.unchanged + taken.older
