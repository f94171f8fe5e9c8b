"""Where personal data lies: ``inventory.yml``, made into a page by ``python -m bot.inventory``."""

import sys
from collections.abc import Iterable, Iterator, Mapping
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
    told: str = ""

    def period(self, periods: Iterable[str]) -> str | None:
        """The period of these that it is kept for."""
        words = {word.strip(",;.") for word in self.kept.split()}
        return next((one for one in periods if one in words), None)

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


class Told(msgspec.Struct, frozen=True):
    """Who reads one kind of data, as citizens are told, and how many days it is kept where that is set."""

    text: str
    days: int | None


def told(inventory: Inventory, days: Mapping[str, int]) -> tuple[Told, ...]:
    """What citizens hear who ask who reads it; ``days`` by the name of the period."""
    spoken = [one for one in inventory.data if one.told]
    return tuple(Told(one.told, days.get(one.period(days) or "")) for one in spoken)


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
