"""Old addresses by underthesea's offline conversion: where a province's list of communes comes from.

``.venv-nlu/bin/python -m bot.language.conversion "Tỉnh Đắk Lắk"`` prints a draft of such a file.
It is to be checked by hand: the codes are missing there, and what changed since July 2025.
"""

import json
import sys
from collections.abc import Iterator
from importlib.resources import files

import yaml

from bot.language.communes import OldCommune


def old_communes(province: str) -> Iterator[tuple[OldCommune, str]]:
    """Every old commune in what is that province today ("Tỉnh Đồng Nai"), with its old province."""
    table = files("underthesea").joinpath("address/data/mapping.json").read_text(encoding="utf-8")
    for row in json.loads(table)["ward_mapping"]:
        if row["new_province"] == province and row["old_ward"]:
            yield OldCommune(row["old_ward"], row["old_district"]), row["old_province"]


def commune_of_2025(old: OldCommune, old_province: str) -> str:
    """The commune of July 2025 that took the old one in; "" if unknown, the main one where it was divided."""
    from underthesea import convert_address  # its import takes a second

    found: str = convert_address(f"{old.name}, {old.district}, {old_province}").new.ward
    return found


def draft(province: str) -> str:
    """The communes of the province as YAML, without codes."""
    parts: dict[str, dict[str, list[str]]] = {}
    for old, old_province in old_communes(province):
        districts = parts.setdefault(commune_of_2025(old, old_province), {})
        districts.setdefault(old.district, []).append(old.name)
    communes = [{"code": "", "name": name, "from": old} for name, old in sorted(parts.items())]
    return str(yaml.safe_dump({"communes": communes}, allow_unicode=True, sort_keys=False, width=120))


if __name__ == "__main__":
    sys.stdout.write(draft(sys.argv[1]))
