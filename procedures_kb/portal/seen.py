"""What the portal said at the last import, as prints: its own words stay out of the knowledge base."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import msgspec

from procedures_kb.portal.rows import ImportRefused, RowFault
from procedures_kb.reading import shown

SEEN_FILE = "portal_seen.json"

# The print of each part, by code.
Seen: TypeAlias = Mapping[str, Mapping[str, str]]


def read_seen(root: Path) -> Seen:
    """What the file holds; empty before the first import. Raises ImportRefused."""
    file = root / SEEN_FILE
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, dict[str, str]]) if file.exists() else {}
    except msgspec.DecodeError as error:
        raise ImportRefused([RowFault(shown(file), "", str(error))]) from error


def seen_text(seen: Seen) -> str:
    """The content of the file, one code a line."""
    lines = (f'"{code}": {msgspec.json.encode(seen[code], order="sorted").decode()}' for code in sorted(seen))
    return "{\n" + ",\n".join(lines) + "\n}\n"
