"""Whom a sample takes, and how many answers are wanted."""

import pytest

from bot.surveys.sampling import draw, sample_size, share_of


def test_the_same_seed_draws_the_same_and_another_seed_others() -> None:
    first = [draw("a seed", "dossier", number) for number in range(1000)]
    assert first == [draw("a seed", "dossier", number) for number in range(1000)]
    assert first != [draw("another", "dossier", number) for number in range(1000)]
    assert first != [draw("a seed", "ticket", number) for number in range(1000)]
    # As openssl has it: printf 'dossier 4711' | openssl dgst -sha256 -hmac 'a seed', twelve digits / 16^12.
    assert draw("a seed", "dossier", 4711) == pytest.approx(0.0734467, abs=1e-7)


def test_a_share_takes_that_part() -> None:
    drawn = [draw("a seed", "dossier", number) for number in range(20_000)]
    assert all(0 <= one < 1 for one in drawn)
    for share in (0.1, 0.3, 0.75):
        assert sum(one < share for one in drawn) / len(drawn) == pytest.approx(share, abs=0.02)


def test_the_most_exact_share_counts() -> None:
    shares = {"Đất đai|*|zalo": 0.2, "Đất đai|*|*": 0.3, "*|Trấn Biên|*": 0.4, "*|*|zalo": 0.5, "*|*|*": 0.6}
    assert share_of(shares, "Đất đai", "Long Bình", "zalo") == 0.2
    assert share_of(shares, "Đất đai", "Trấn Biên", "") == 0.3
    assert share_of(shares, "Môi trường", "Trấn Biên", "zalo") == 0.4
    assert share_of(shares, "Môi trường", "Long Bình", "zalo") == 0.5
    assert share_of(shares, "Môi trường", "Long Bình", "") == 0.6
    assert share_of({}, "Môi trường", "Long Bình", "") == 1.0


@pytest.mark.parametrize(("people", "wanted"), [(0, 0), (1, 1), (500, 223), (5000, 371), (54_494, 398)])
def test_the_size_of_a_sample_as_the_ministrys_guide_has_it(people: int, wanted: int) -> None:
    assert sample_size(people) == wanted
