"""Where personal data lies: ``inventory.yml``, made into a page by ``python -m bot.inventory``."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("inventory.yml")
HEAD = """# Personal data: where it lies and what becomes of it

Made of `bot/inventory.yml` by `python -m bot.inventory`; not by hand. Periods are days in `department.yml`
(`retention`); which periods the archives' law asks of this department was not verified.

| what | where | whose | why | who sees it | protected by | kept | when it is to be deleted |
|---|---|---|---|---|---|---|---|
"""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of personal data; ``columns`` by table, ``files`` in words."""

    name: str
    whose: str
    why: str
    seen_by: str
    protected: str
    kept: str
    deleted: str
    columns: dict[str, tuple[str, ...]] = {}
    files: str = ""

    def places(self) -> Iterator[str]:
        """Tables with their columns, then files."""
        for table, columns in self.columns.items():
            yield f"`{table}`: {', '.join(columns)}"
        if self.files:
            yield self.files


class Inventory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All of it, and the columns that hold words of nobody."""

    data: tuple[Entry, ...]
    impersonal: dict[str, tuple[str, ...]]

    def columns(self) -> set[tuple[str, str]]:
        """Every column that is told of, personal or not."""
        told: list[Mapping[str, tuple[str, ...]]] = [self.impersonal, *(one.columns for one in self.data)]
        return {(table, column) for part in told for table, columns in part.items() for column in columns}


def load_inventory() -> Inventory:
    """What the file says; raises msgspec.DecodeError."""
    return msgspec.yaml.decode(FILE.read_bytes(), type=Inventory)


def as_page(inventory: Inventory) -> str:
    """The same as Markdown."""
    rows = (
        (
            one.name,
            "<br>".join(one.places()),
            one.whose,
            one.why,
            one.seen_by,
            one.protected,
            one.kept,
            one.deleted,
        )
        for one in inventory.data
    )
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    sys.stdout.write(as_page(load_inventory()))
