"""The rank test finds what differs and nothing else."""

import random

import pytest

from bench.dossiers.ranks import chance_of, tells_apart


def test_a_known_value() -> None:
    # Mann and Whitney by hand: U = 10 of 72 possible, mean 36, deviation sqrt(8 * 9 * 18 / 12).
    first = [1, 2, 3, 4, 5, 7, 9, 15]
    second = [6, 8, 10, 11, 12, 13, 14, 16, 17]
    assert chance_of(first, second) == pytest.approx(0.0123, abs=0.0002)


def test_the_same_values_cannot_be_told_apart() -> None:
    assert chance_of([1.0] * 30, [1.0] * 30) == pytest.approx(1.0)


def test_a_shift_of_a_tenth_of_the_scatter_is_found_in_a_thousand_pairs() -> None:
    chance = random.Random(1)
    first = [chance.gauss(0, 1) for _ in range(4000)]
    second = [chance.gauss(0.1, 1) for _ in range(4000)]
    assert chance_of(first, second) < 0.001 < chance_of(first[:2000], first[2000:])


@pytest.mark.parametrize(("longer", "told"), [(1.02, False), (1.3, True)])
def test_a_difference_that_is_sure_but_small_tells_nothing(longer: float, told: bool) -> None:
    chance = random.Random(1)
    first = [chance.gauss(10, 0.1) for _ in range(200)]
    second = [longer * chance.gauss(10, 0.1) for _ in range(200)]
    assert chance_of(first, second) < 0.0001
    assert tells_apart(first, second, 0.0005) is told


def test_a_large_difference_that_may_be_chance_tells_nothing() -> None:
    assert not tells_apart([1.0, 9.0, 1.0], [9.0, 1.0, 9.0], 0.0005)
