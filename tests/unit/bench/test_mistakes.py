"""Which confidences hold, and which procedures are taken for which."""

import pytest

from bench.nlu.mistakes import MOST_CONFUSED, by_confidence, most_confused


def test_confidences_are_judged_by_tenths_and_empty_ones_left_out() -> None:
    points = by_confidence([(0.31, True), (0.39, False), (1.0, True), (0.95, True)])
    assert [mean for mean, _ in points] == pytest.approx([0.35, 0.975])
    assert [(found.hits, found.of) for _, found in points] == [(1, 2), (2, 2)]


def test_the_procedures_of_the_most_mistakes_come_by_code() -> None:
    assert most_confused([("b", "b"), ("c", "a"), ("c", "d")]) == ["a", "c", "d"]
    assert len(most_confused([(f"m{number}", "x") for number in range(90)])) == MOST_CONFUSED
