"""A run of load that is cut keeps what it found, beside what an earlier one found."""

import math

from bench.load.acceptance import Acceptance
from bench.load.capacity import measured, page
from bench.load.figures import Figures, beside


def of(layout: str, kept: int) -> Acceptance:
    return Acceptance(layout, 500.0, (), kept, kept)


def test_layouts_that_were_measured_again_replace_the_old_ones() -> None:
    earlier = [of("SQLite", 1), of("PostgreSQL", 2)]
    assert beside([of("SQLite", 3)], earlier) == [of("SQLite", 3), of("PostgreSQL", 2)]


def test_what_was_never_measured_is_no_number_on_the_page() -> None:
    assert math.isnan(measured(Figures()).bytes_per_turn)
    assert "nan" not in page(Figures())
