"""A YAML export: the same list as in JSON, read as carefully as a record."""

from pathlib import Path

from bot.kb_import.refusal import refuse
from bot.tables.encoding import text_of
from procedures_kb.faults import field_name
from procedures_kb.portal.rows import ImportRefused, Row, RowFault
from procedures_kb.yaml_lines import Document


def yaml_rows(file: Path) -> list[Row]:
    """One row an entry, each placed by its line.

    Raises OSError, TableRefused, or ImportRefused for what is not such a list.
    """
    document = Document(text_of(file))
    if document.faults:
        raise ImportRefused(
            RowFault(f"line {fault.line}", field_name(fault.path), fault.reason) for fault in document.faults
        )
    if not isinstance(document.value, list):
        raise refuse("the file", "a list of procedures is expected")
    return [Row(f"line {document.line_of((index,))}", one) for index, one in enumerate(document.value)]
