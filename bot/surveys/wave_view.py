"""What is shown of a wave: how many were found, chosen, asked, and about how many answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.surveys.model import SurveyWave

# How many answered is told in tens: from the difference of two looks nobody learns of a single answer.
STEP = 10


@dataclass(frozen=True)
class Stratum:
    """Counts of subjects; ``answered`` is exact and stays here, pages tell what lies below it."""

    field: str
    commune: str
    channel: str
    population: int = 0
    chosen: int = 0
    sent: int = 0
    answered: int = 0

    @property
    def at_least(self) -> int | None:
        """So many answered or up to nine more; None for fewer than ten."""
        return self.answered // STEP * STEP or None

    @property
    def rate_from(self) -> int | None:
        """The response rate that this makes at least, in whole percent of those who were asked."""
        return 100 * self.at_least // self.sent if self.at_least and self.sent else None


@dataclass(frozen=True)
class WaveView:
    """One wave with its strata, the largest first."""

    wave: SurveyWave
    strata: Sequence[Stratum]

    @property
    def whole(self) -> Stratum:
        """All strata in one."""
        return added(self.strata)


@dataclass(frozen=True)
class Chosen:
    """One line of a sample's log; ``subject_id`` is what the number was drawn for, and no code."""

    subject_id: int
    day: date
    field: str
    commune: str
    channel: str
    drawn: float | None
    is_chosen: int  # 1 or 0


def added(strata: Iterable[Stratum]) -> Stratum:
    """The sum of these strata, under no name."""
    found = list(strata)
    return Stratum(
        "",
        "",
        "",
        *(sum(getattr(one, name) for one in found) for name in ("population", "chosen", "sent", "answered")),
    )
