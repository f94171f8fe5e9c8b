"""The year of the bench in small: what is told recovers the truth."""

import pytest

from bench.insight.year import cells_of, coverage, write_year


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_intervals_hold_the_truth(database_url: str) -> None:
    world, cases, answered = write_year(database_url, seed=3, dossiers=2_500, answers=800)
    cells = await cells_of(database_url, world, cases, answered)
    assert len(cells) > 150
    assert 0.9 <= coverage(cells) <= 0.99
    assert {cell.dimension for cell in cells} >= {"all", "month", "procedure", "commune", "channel"}
    assert min(cell.figure.n or 0 for cell in cells) >= 10
