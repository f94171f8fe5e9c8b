"""A large knowledge base, made of the real records under other codes."""

import itertools
import shutil
from pathlib import Path

from procedures_kb.loader import DATA_DIR
from procedures_kb.reading import record_files

FIRST_CODE = 4_000_001  # "4.000001": the portal's codes begin with 1, 2 or 3


def write_many(root: Path, count: int) -> None:
    """Writes that many records below the folder, as large and as varied as ours."""
    templates = [(file, file.read_text(encoding="utf-8")) for file in record_files(DATA_DIR / "national")]
    for number, (file, text) in zip(range(count), itertools.cycle(templates), strict=False):
        digits = str(FIRST_CODE + number)
        code = f"{digits[0]}.{digits[1:]}"
        copy = root / "national" / file.parent.name / f"{code}.yml"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(text.replace(file.stem, code), encoding="utf-8")
    shutil.copy(DATA_DIR / "changes.yml", root)
