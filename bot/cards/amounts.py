"""The fees of a card: those that everybody pays, then what depends on the case."""

import msgspec

from bot.cards.situations import Condition, conditions
from procedures_kb.case import Case
from procedures_kb.model import Fee


class Amount(msgspec.Struct, frozen=True):
    """One fee."""

    name: str
    amount: str


class AmountList(msgspec.Struct, frozen=True):
    """Fees under one heading."""

    conditions: tuple[Condition, ...]
    amounts: tuple[Amount, ...]


def amount_lists(group: Fee, case: Case) -> tuple[AmountList, ...]:
    """Every fee that holds in the case or still may, each once."""
    found: dict[tuple[Condition, ...], list[Amount]] = {}
    for item in case.applying(group.items):
        found.setdefault(conditions(item, case), []).append(Amount(item.name, item.amount))
    lists = (AmountList(held, tuple(amounts)) for held, amounts in found.items())
    return tuple(sorted(lists, key=lambda one: bool(one.conditions)))
