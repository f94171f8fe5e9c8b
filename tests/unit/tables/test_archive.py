"""What may be unpacked: told apart without holding more than a piece of it."""

import tracemalloc
import zipfile
from pathlib import Path
from random import Random

import pytest

from bot.tables.archive import CHUNK, check_archive
from bot.tables.limits import Limits
from bot.tables.refusal import TableRefused

LIMITS = Limits(megabytes=50, unpacked_megabytes=50, rows=10, columns=10, letters=10)


def archive(folder: Path, content: bytes) -> Path:
    file = folder / "x.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/a.xml", content)
    return file


def test_a_large_part_is_looked_through_in_pieces(tmp_path: Path) -> None:
    file = archive(tmp_path, Random(1).randbytes(2**20).hex().encode() * 12)
    tracemalloc.start()
    check_archive(file, LIMITS)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5 * 2**20


@pytest.mark.parametrize("before", [0, CHUNK - 5, CHUNK - 1, CHUNK, 3 * CHUNK - 8])
def test_a_document_type_is_found_wherever_it_stands(tmp_path: Path, before: int) -> None:
    noise = Random(2).randbytes(2 * CHUNK).hex().encode()
    with pytest.raises(TableRefused, match=r"xl/a\.xml: defines a document type"):
        check_archive(archive(tmp_path, noise[:before] + b"<!DOCTYPE x>" + noise[:9]), LIMITS)
