"""The measurement of the import in its short form: both kinds of file, and the second time no change."""

from pathlib import Path

import pytest

from bench.dossiers.importing import MOST_MEGABYTES, measure

pytestmark = pytest.mark.alone

ROWS = 2000


def test_an_import_is_measured_in_a_process_of_its_own(tmp_path: Path, database_url: str) -> None:
    runs = list(measure(tmp_path, ROWS, database_url))
    assert [run.counts[:3] for run in runs] == [(ROWS, 0, 0), (0, 0, ROWS), (0, 0, ROWS), (0, 0, ROWS)]
    assert 30 < max(run.megabytes for run in runs) < MOST_MEGABYTES
    assert all(f"{run.seconds:.1f} s" in str(run) for run in runs)
