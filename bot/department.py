"""The department in use, read from ``department.yml``."""

from pathlib import Path

import msgspec


class DepartmentError(Exception):
    """The department file is missing or wrong; the message names file and field."""


class Hotline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The number that citizens are given when the assistant cannot settle a matter."""

    name: str
    number: str
    hours: str = ""


class Department(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What one customer sets; ``overlay`` names a folder of ``procedures_kb/data/overlays``.

    ``verifiers`` names, by field, the unit that verifies records; the department itself does the rest.
    """

    name: str
    short_name: str
    province: str
    hotline: Hotline
    portal_url: str
    overlay: str = ""
    verifiers: dict[str, str] = {}


def load_department(path: Path) -> Department:
    """The department of that file; raises DepartmentError."""
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Department)
    except (OSError, msgspec.DecodeError) as error:
        raise DepartmentError(f"{path}: {error}") from error
