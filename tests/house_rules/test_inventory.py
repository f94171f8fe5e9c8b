"""The inventory of personal data is whole: no column is forgotten, no period is made up."""

from pathlib import Path

import msgspec
from sqlalchemy import JSON, LargeBinary, String, Text

import bot.app  # noqa: F401 - every model is known once the program is
from bot.inventory import as_page, load_inventory
from bot.retention import Retention
from bot.storage.base import Base

PAGE = Path("docs/personal-data.md")


def wordy_columns() -> set[tuple[str, str]]:
    kinds = (String, Text, JSON, LargeBinary)
    return {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.c
        if isinstance(column.type, kinds) or type(column.type).__name__ in ("JSON", "Json")
    }


def test_every_column_that_holds_words_is_told_of() -> None:
    assert load_inventory().columns() >= wordy_columns()


def test_no_column_is_told_of_that_is_not_there_or_twice() -> None:
    inventory = load_inventory()
    assert inventory.columns() <= wordy_columns()
    told = [
        (table, column)
        for part in (inventory.impersonal, *(one.columns for one in inventory.data))
        for table, columns in part.items()
        for column in columns
    ]
    assert len(told) == len(set(told))


def test_periods_are_those_of_the_department() -> None:
    periods = {one.name for one in msgspec.structs.fields(Retention)}
    kept = [one.kept for one in load_inventory().data]
    assert periods <= {word.strip(",;.") for words in kept for word in words.split()}


def test_the_page_is_of_the_inventory() -> None:
    assert PAGE.read_text() == as_page(load_inventory())
