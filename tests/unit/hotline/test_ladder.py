"""Who has a ticket next, and what a file of the department may not say."""

from datetime import time
from typing import NamedTuple

import pytest

from bot.hotline.ladder import choose
from bot.ladder import ONE_DESK, Ladder, OfficeSpan, Rung


class Officer(NamedTuple):
    """One of a level."""

    id: int
    name: str
    unit: str
    level: str = "L2"


LAND, WATER, SECOND = Officer(1, "A", "đất"), Officer(2, "B", "nước"), Officer(3, "C", "đất")


@pytest.mark.parametrize(
    ("unit", "respondent", "without", "load", "chosen"),
    [
        ("đất", "", (), {}, LAND),  # its own unit first
        ("nước", "", (), {}, WATER),
        ("", "", (), {1: 2, 2: 1, 3: 5}, WATER),  # then who has the least
        ("đất", "", (), {1: 2, 3: 1}, SECOND),
        ("đất", "đất", (), {}, WATER),  # never the unit complained of
        ("đất", "", (1,), {}, SECOND),  # never who had it
        ("đất", "đất", (2,), {}, None),
    ],
)
def test_the_next_owner(
    unit: str, respondent: str, without: tuple[int, ...], load: dict[int, int], chosen: Officer | None
) -> None:
    assert choose((LAND, WATER, SECOND), unit, respondent, without, load) == chosen


def test_levels_above_are_the_nearest_first() -> None:
    ladder = Ladder((Rung("L0", "máy"), Rung("L1", "trực"), Rung("L3", "trưởng")), ONE_DESK.office_hours)
    assert ladder.above("L0") == ("L1", "L3")
    assert ladder.above("L3") == ()
    assert (ladder.name("L1"), ladder.name("L9")) == ("trực", "L9")
    assert list(ladder.faults()) == []


@pytest.mark.parametrize(
    ("rungs", "spans"),
    [
        ((Rung("L2", "a"),), ((7, 11),)),
        ((Rung("L2", "a"), Rung("L1", "b")), ((7, 11),)),
        ((Rung("L1", "a"), Rung("L1", "b")), ((7, 11),)),
        ((Rung("L1", "a"),), ()),
        ((Rung("L1", "a"),), ((11, 7),)),
        ((Rung("L1", "a"),), ((7, 12), (11, 17))),
    ],
)
def test_a_ladder_that_cannot_be_meant_is_refused(
    rungs: tuple[Rung, ...], spans: tuple[tuple[int, int], ...]
) -> None:
    hours = tuple(OfficeSpan(time(opens), time(closes)) for opens, closes in spans)
    assert len(list(Ladder(rungs, hours).faults())) == 1
