"""Whose dossier code it is: the province or ministry behind its unit, and who that is today."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("code_units.yml")
_GROUPS_OF_OLD = 4  # 000.00.16.H10: the highest level stands last
_LENGTH = len("H58")


class UnitKind(str, Enum):
    """What stands behind an identifier of the highest level."""

    PROVINCE = "province"
    MINISTRY = "ministry"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Unit:
    """The unit of the highest level that gave a code.

    ``name`` is its name in the decision that gave the identifier, without "tỉnh" or "thành phố";
    ``now`` is who has taken it over since 01/07/2025: the same where nothing changed, "" where that is
    not known. They serve the program; citizens are shown ``shown_name`` and ``shown_now`` alone.
    """

    prefix: str
    kind: UnitKind
    name: str = ""
    now: str = ""
    verified: bool = False

    @property
    def shown_name(self) -> str:
        """The name where a source says it, else ""."""
        return self.name if self.verified else ""

    @property
    def shown_now(self) -> str:
        """Who has it today where a source says it, else ""."""
        return self.now if self.verified else ""


def unit_of(code: str) -> Unit:
    """The unit of a dossier code in its normal form; of kind UNKNOWN for what is in no table."""
    prefix = _prefix(code)
    known = _units().get(prefix)
    if known is not None:
        return known
    kind = UnitKind.MINISTRY if prefix.startswith("G") else UnitKind.UNKNOWN
    return Unit(prefix, kind)


def _prefix(code: str) -> str:
    groups = code.split("-")[0].split(".")
    old = len(groups) == _GROUPS_OF_OLD and len(groups[-1]) == _LENGTH and groups[-1][0].isalpha()
    return groups[-1] if old else groups[0]


@lru_cache(maxsize=1)
def _units() -> dict[str, Unit]:
    """Every unit of the file; read once."""
    table = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    kinds = {UnitKind.PROVINCE: table["provinces"], UnitKind.MINISTRY: table["ministries"]}
    return {
        prefix: Unit(prefix, kind, row["name"], row.get("now", row["name"]), row["verified"])
        for kind, rows in kinds.items()
        for prefix, row in rows.items()
    }
