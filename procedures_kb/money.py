"""Taxes and fees that are a part of the value of land: their rates, who pays them, and who need not."""

import hashlib
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from procedures_kb.facts import FactGroup, Strict
from procedures_kb.fields import ButtonTitle, Code, ShortText, SituationId, Text

# A text, since a number with a point would be read as a float and not be exact.
Percent = Annotated[str, Meta(pattern=r"^\d{1,2}(\.\d{1,3})?$")]
# `price`: the price of the contract; `table`: the value by the province's table of land prices.
Base = Literal["price", "table"]


class Scope(Strict, frozen=True, kw_only=True):
    """One procedure, and the situations in it; none named means all of them."""

    procedure: Code
    situations: tuple[SituationId, ...] = ()

    def covers(self, code: str, situation: str | None) -> bool:
        """True where the procedure in that situation is meant."""
        return self.procedure == code and (not self.situations or situation in self.situations)


class Duty(Scope, frozen=True, kw_only=True):
    """Who pays a rate in one scope, and of which value."""

    base: Base
    payer: ShortText


class Rate(FactGroup, frozen=True, kw_only=True):
    """A percentage of a value, of which the first `free_part` đồng count for nothing.

    Its name is the beginning of the name that the same money has in the fees of a record.
    """

    id: SituationId
    name: ShortText
    percent: Percent
    free_part: Annotated[int, Meta(ge=0)] = 0
    duties: Annotated[tuple[Duty, ...], Meta(min_length=1)]

    @property
    def codes(self) -> frozenset[str]:
        """The procedures in which it is paid."""
        return frozenset(duty.procedure for duty in self.duties)

    def due(self, value: int) -> int:
        """What is to be paid of that value, both in whole đồng, the half rounded up."""
        taxed = max(0, value - self.free_part)
        return int((Decimal(taxed) * Decimal(self.percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))


class ReliefQuestion(Strict, frozen=True, kw_only=True):
    """What decides on a relief, with the buttons for yes and no and how people say them."""

    ask: Text
    yes: ButtonTitle
    no: ButtonTitle
    yes_words: tuple[ShortText, ...] = ()
    no_words: tuple[ShortText, ...] = ()


class Relief(FactGroup, frozen=True, kw_only=True):
    """Who pays nothing or less, as it is told; one with a question waives its rates for those who say yes."""

    id: SituationId
    scopes: Annotated[tuple[Scope, ...], Meta(min_length=1)]
    waives: tuple[SituationId, ...] = ()
    says: Annotated[tuple[Text, ...], Meta(min_length=1)]
    question: ReliefQuestion | None = None

    @property
    def codes(self) -> frozenset[str]:
        """The procedures in which it counts."""
        return frozenset(scope.procedure for scope in self.scopes)

    def covers(self, code: str, situation: str | None) -> bool:
        """True where it may apply to the procedure in that situation."""
        return any(scope.covers(code, situation) for scope in self.scopes)


@dataclass(frozen=True)
class Charge:
    """A rate as it is paid in one situation."""

    rate: Rate
    duty: Duty


class Money(Strict, frozen=True, kw_only=True):
    """The content of `data/money.yml`."""

    rates: tuple[Rate, ...] = ()
    reliefs: tuple[Relief, ...] = ()

    @property
    def groups(self) -> tuple[Rate | Relief, ...]:
        """All that has a source and an end."""
        return (*self.rates, *self.reliefs)

    @property
    def version(self) -> str:
        """12 hex digits that change whenever any field changes."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:12]

    def situations(self, code: str) -> tuple[str, ...]:
        """The situations of that procedure on which the rates depend, in the order of the file."""
        duties = (duty for rate in self.rates for duty in rate.duties if duty.procedure == code)
        return tuple(dict.fromkeys(situation for duty in duties for situation in duty.situations))

    def charges(self, code: str, situation: str | None) -> tuple[Charge, ...]:
        """What is paid for that procedure in that situation."""
        duties = ((rate, duty) for rate in self.rates for duty in rate.duties)
        return tuple(Charge(rate, duty) for rate, duty in duties if duty.covers(code, situation))

    def reliefs_for(self, code: str, situation: str | None) -> tuple[Relief, ...]:
        """The reliefs that may apply there."""
        return tuple(relief for relief in self.reliefs if relief.covers(code, situation))
