"""The run of bench/channels/kill.py in short: the real program, really killed; and it can find faults."""

from datetime import UTC, datetime, timedelta

import pytest

from bench.channels.kill import DRAIN_SECONDS, KILLS, PEOPLE, measure
from bench.channels.kill_findings import Findings, Talk
from bench.channels.stage import Heard
from tests.machine import slowness

pytestmark = pytest.mark.alone

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


async def test_three_kills_lose_and_disorder_nothing() -> None:
    found = await measure(3 / KILLS)
    figures = found.figures
    assert figures["kills"] == 3
    assert figures["busy"] > 0
    assert figures["accepted"] > PEOPLE["zalo"]
    assert (figures["lost"], figures["out_of_order"], figures["unexplained"]) == (0, 0, 0)
    assert figures["doubled_in_one_talk"] <= 1
    assert figures["drained"] <= DRAIN_SECONDS * slowness()


def judged(*texts: str, accepted: int = 3, kills: tuple[float, ...] = ()) -> Findings:
    """What is found where these texts came a second apart, the first at second 0."""
    findings = Findings([NOON + timedelta(seconds=second) for second in kills])
    heard = [Heard(NOON + timedelta(seconds=second), text) for second, text in enumerate(texts)]
    findings.add(Talk(frozenset(range(1, accepted + 1)), heard))
    return findings


def test_answers_in_order_are_right_also_to_several_questions_at_once() -> None:
    found = judged("về câu 1?", "Dạ, câu trả lời sẽ đến sau.", "về câu 2\ncâu 3?")
    assert found.is_right
    assert (found.accepted, found.notices) == (3, 1)


@pytest.mark.parametrize(
    ("texts", "lost", "out_of_order"),
    [
        (("về câu 1?", "về câu 3?"), 1, 0),
        (("về câu 2?", "về câu 1?", "về câu 3?"), 0, 1),
        (("về câu 1?", "về câu 3\ncâu 2"), 0, 1),
        (("về câu 1?", "về câu 2?", "về câu 2\ncâu 3?"), 0, 1),
    ],
)
def test_what_is_lost_or_out_of_order_is_found(texts: tuple[str, ...], lost: int, out_of_order: int) -> None:
    found = judged(*texts)
    assert (found.lost, found.out_of_order) == (lost, out_of_order)
    assert not found.is_right


def test_a_doubled_send_is_laid_to_the_kill_between() -> None:
    found = judged("về câu 1?", "về câu 1?", "về câu 2?", "về câu 3?", kills=(0.5, 2.5))
    assert found.doubled == {NOON + timedelta(seconds=0.5): 1}
    assert found.is_right


def test_two_doubled_by_one_kill_are_too_many() -> None:
    found = judged("về câu 1?", "về câu 2?", "về câu 3?", "về câu 3?", kills=(2.5,))
    twice = [Heard(NOON + timedelta(seconds=second), "về câu 1?") for second in (0, 9)]
    found.add(Talk(frozenset({1}), twice))
    assert (found.doubled_by_one, found.doubled_in_one_talk) == (2, 1)
    assert not found.is_right


def test_a_double_without_a_kill_is_a_fault() -> None:
    found = judged("về câu 1?", "về câu 1?", "về câu 2?", "về câu 3?")
    assert (found.unexplained, found.is_right) == (1, False)
