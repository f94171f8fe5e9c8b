"""What closing a month makes tellable, decided from its counts and those of the months closed before."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.insight import months_repository
from bot.insight.answer_counts import RESPONSES, SENT
from bot.insight.blocks import Told, told_of
from bot.insight.counts import Counts, Place, Sums
from bot.insight.gather import Gather


@dataclass(frozen=True)
class Decided:
    """A month as it is about to be closed; ``order`` are the months of its year that were closed before."""

    order: Sequence[str]
    counts: Counts
    told: Sequence[Told]
    bases: Mapping[Place, int]


async def decide(session: AsyncSession, gather: Gather, source: str, month: str) -> Decided:
    """Counts the month and decides; nothing is written."""
    order = await months_repository.closed(session, source, *year_of(month))
    counts = await gather(session, month)
    told: list[Told] = []
    bases: dict[Place, int] = {}
    by_measure = counts.by_measure()
    for measure, places in by_measure.items():
        subject, _, kind = measure.rpartition(":")
        if kind == SENT:
            continue
        new = await _new_blocks(session, measure, month, order, places)
        told += new
        if kind == RESPONSES:
            sent = f"{subject}:{SENT}"
            before = await months_repository.tallies(session, sent, order)
            bases |= _bases(new, sent, _with(before, month, by_measure.get(sent, {})))
        await asyncio.sleep(0)
    return Decided(order, counts, told, bases)


async def _new_blocks(
    session: AsyncSession, measure: str, month: str, order: Sequence[str], places: Mapping[Place, Sums]
) -> list[Told]:
    """What the month makes tellable: a block that it completes has it among its months."""
    tallies = _with(await months_repository.tallies(session, measure, order), month, places)
    return [told for told in told_of(measure, [*order, month], tallies) if month in told.months]


def _with(
    tallies: Mapping[Place, Mapping[str, Sums]], month: str, places: Mapping[Place, Sums]
) -> dict[Place, Mapping[str, Sums]]:
    more = {place: {**tallies.get(place, {}), month: sums} for place, sums in places.items()}
    return {**tallies, **more}


def _bases(
    told: Sequence[Told], sent: str, tallies: Mapping[Place, Mapping[str, Sums]]
) -> Iterator[tuple[Place, int]]:
    for one in told:
        months = tallies.get(one.place._replace(measure=sent), {})
        yield one.place, sum(months[month].n for month in one.months if month in months)


def year_of(month: str) -> tuple[str, str]:
    """The first and last month of its year: what may be told is decided year by year."""
    return f"{month[:4]}-01", f"{month[:4]}-12"
