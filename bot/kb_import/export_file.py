"""An export of the national portal as rows: JSON, YAML, CSV or XLSX, told apart by the end of the name."""

from collections.abc import Callable
from pathlib import Path

from bot.kb_import.csv_rows import csv_rows
from bot.kb_import.json_rows import json_rows
from bot.kb_import.refusal import refuse
from bot.kb_import.xlsx_rows import xlsx_rows
from bot.kb_import.yaml_rows import yaml_rows
from procedures_kb.portal.rows import Row

MAX_MEGABYTES = 20
READERS: dict[str, Callable[[bytes], list[Row]]] = {
    ".json": json_rows,
    ".yaml": yaml_rows,
    ".yml": yaml_rows,
    ".csv": csv_rows,
    ".xlsx": xlsx_rows,
}


def export_rows(file: Path) -> list[Row]:
    """The rows of the file, not yet checked; raises OSError, or ImportRefused with place and reason."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise refuse("the file", f"its name must end in one of {', '.join(READERS)}")
    size = file.stat().st_size
    if size > MAX_MEGABYTES * 1024**2:
        raise refuse("the file", f"{size / 1024**2:.0f} MB, at most {MAX_MEGABYTES} MB are read")
    return reader(file.read_bytes())
