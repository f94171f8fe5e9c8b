"""Short forms of the load and fault runs of bench/channels; the whole ones are ``make bench-channels``."""

import pytest

from bench.channels import acknowledge, doubled, flood, forged, fuzz
from bench.channels.tally import Tally, tally
from tests.machine import slowness

pytestmark = pytest.mark.alone

# A start of the program takes seconds, a busy machine makes them many.
pytestmark = pytest.mark.timeout(240)


async def test_webhooks_are_acknowledged_while_rasa_hangs() -> None:
    found = (await acknowledge.measure(0.05)).figures
    assert found["kept"] == found["taken"] == found["posted"] == 150
    # Much less than the two seconds of silence after which a citizen is told, let alone Rasa's thirty.
    assert found["p50"] < 1_000 * slowness()


async def test_doubled_and_shuffled_events_are_one_turn_each_in_order() -> None:
    found = await doubled.measure(0.01)
    assert found.reached, found
    assert found.figures["kept"] == 100


async def test_one_persons_flood_is_told_once_and_the_others_are_answered() -> None:
    found = (await flood.measure(0.04)).figures
    assert found["least_notices"] == found["most_notices"] == 1


async def test_forged_webhooks_leave_nothing() -> None:
    found = (await forged.measure(0.05)).figures
    assert found["traces"] == 0
    assert found["genuine"] == 2


async def test_fuzzed_bodies_break_nothing() -> None:
    found = await fuzz.measure(0.02)
    assert found.reached, found


async def test_a_forgery_that_is_taken_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forged, "forged", lambda genuine, dice: genuine)
    found = await forged.measure(0.001)
    assert not found.reached
    assert found.figures["traces"] > 0


def test_what_is_lost_doubled_or_out_of_order_is_counted() -> None:
    said = {"a": ["về câu 0\ncâu 1", "về câu 2"], "b": ["về câu 1", "về câu 0", "về câu 1", "về câu 2"]}
    assert tally(said, ["a"], 3) == Tally(0, 0, 0)
    assert tally(said, ["a", "b", "c"], 3) == Tally(lost=3, doubled=1, disordered=1)
