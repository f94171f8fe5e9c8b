"""Who has a ticket next: the officers of each rung, and the rule of bias."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from bot.ladder import Ladder


class Card(Protocol):
    """What the ladder needs to know of an officer."""

    @property
    def id(self) -> int:
        """As tickets name the owner."""
        ...

    @property
    def name(self) -> str:
        """For the history."""
        ...

    @property
    def unit(self) -> str:
        """Where the officer works."""
        ...

    @property
    def level(self) -> str:
        """The rung that the officer stands on."""
        ...


class Directory(Protocol):
    """Where the officers of a level are found."""

    async def officers_at(self, level: str, unit: str | None = None) -> Sequence[Card]:
        """Those who may have tickets now, of that unit where one is given; raises StorageUnavailable."""
        ...


# The officers of each level.
Roster = Mapping[str, Sequence[Card]]


async def read_roster(directory: Directory, ladder: Ladder) -> Roster:
    """All officers, by level."""
    return {level: await directory.officers_at(level) for level in ladder.levels}


def is_biased(unit: str, respondent_unit: str) -> bool:
    """Whether a unit would judge a ticket that complains of itself."""
    return bool(respondent_unit) and unit == respondent_unit


def find_officer(roster: Roster, officer_id: int) -> Card | None:
    """The officer, if he may have tickets now."""
    return next((card for cards in roster.values() for card in cards if card.id == officer_id), None)


def choose(
    cards: Sequence[Card],
    unit: str,
    respondent_unit: str,
    without: Collection[int],
    load: Mapping[int, int],
) -> Card | None:
    """Who takes it: never the unit complained of; the ticket's own unit first, then who has the least."""
    able = [card for card in cards if card.id not in without and not is_biased(card.unit, respondent_unit)]
    return min(able, key=lambda card: (card.unit != unit, load.get(card.id, 0), card.id), default=None)
