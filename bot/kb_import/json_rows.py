"""A JSON export: a list of objects, one for each procedure."""

import json
from pathlib import Path
from typing import Any

from bot.kb_import.refusal import refuse
from bot.tables.encoding import text_of
from procedures_kb.portal.rows import Row, RowFault


class _Doubled(dict[str, Any]):
    """An object in which a field stands twice."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.twice = next(name for index, name in enumerate(names) if name in names[:index])


def json_rows(file: Path) -> list[Row]:
    """One row an object; raises OSError, TableRefused, or ImportRefused for what is not such a list."""
    text = text_of(file)
    try:
        value = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        raise refuse(f"line {error.lineno}", f"not JSON: {error.msg} (column {error.colno})") from error
    except (RecursionError, ValueError) as error:
        raise refuse("the file", f"not an export: {error}") from error
    if not isinstance(value, list):
        raise refuse("the file", "a list of procedures is expected")
    return [_row(f"record {number}", one) for number, one in enumerate(value, 1)]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Doubled(pairs)


def _row(place: str, value: Any) -> Row:
    return Row(
        place, value, tuple(RowFault(place, one.twice, "the field stands twice") for one in _doubled(value))
    )


def _doubled(value: Any) -> list[_Doubled]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    found = [one for item in inside for one in _doubled(item)]
    return [value, *found] if isinstance(value, _Doubled) else found
