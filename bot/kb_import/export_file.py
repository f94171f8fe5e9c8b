"""An export of the national portal as rows: JSON, YAML, CSV or XLSX, told apart by the end of the name."""

from collections.abc import Callable
from pathlib import Path

from bot.kb_import.json_rows import json_rows
from bot.kb_import.refusal import refuse
from bot.kb_import.table_rows import LIMITS, table_rows
from bot.kb_import.yaml_rows import yaml_rows
from bot.tables.refusal import TableRefused
from bot.tables.table import check_size
from procedures_kb.portal.rows import Row

READERS: dict[str, Callable[[Path], list[Row]]] = {
    ".json": json_rows,
    ".yaml": yaml_rows,
    ".yml": yaml_rows,
    ".csv": table_rows,
    ".xlsx": table_rows,
}


def export_rows(file: Path) -> list[Row]:
    """The rows of the file, not yet checked; raises OSError, or ImportRefused with place and reason."""
    reader = READERS.get(file.suffix.lower())
    if reader is None:
        raise refuse("the file", f"its name must end in one of {', '.join(READERS)}")
    try:
        check_size(file, LIMITS)
        return reader(file)
    except TableRefused as error:
        raise refuse(error.place, error.reason) from error
