"""What is known about a procedure: groups of facts, each with its source and its days."""

from datetime import date
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta

from procedures_kb.fields import (
    Confidence,
    Count,
    FeeKind,
    OnlineLevel,
    ShortText,
    SituationId,
    Text,
    Url,
    WorkingDays,
)

GroupName = Literal["papers", "fee", "time", "place", "online", "result", "legal", "steps", "conditions"]
FACT_GROUPS: tuple[GroupName, ...] = get_args(GroupName)


class Strict(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a record: immutable, by keyword, and no field but the declared ones."""


class SituationalItem(Strict, frozen=True, kw_only=True):
    """A fact that may hold in some situations only; none named means all of them.

    Situations that answer the same question are alternatives; those of different questions must all be met.
    """

    situations: tuple[SituationId, ...] = ()


class Paper(SituationalItem, frozen=True, kw_only=True):
    """One required document: how many originals and copies, which form, where to get it."""

    name: Text
    original: Count
    copies: Count
    form: ShortText | None = None
    if_any: bool = False
    where: Text | None = None


class FeeItem(SituationalItem, frozen=True, kw_only=True):
    """One amount to pay, as printed, with what it is paid for."""

    name: Text
    amount: Text


class TimeItem(SituationalItem, frozen=True, kw_only=True):
    """One period of processing; `case` is the condition under which it replaces the normal one."""

    text: Text
    working_days: WorkingDays | None = None
    case: Text | None = None


class FactGroup(Strict, frozen=True, kw_only=True):
    """Facts that share one source, one period of validity and one day of verification."""

    source: Text
    source_url: Url | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    verified_on: date
    confidence: Confidence
    note: Text | None = None
    province: ShortText | None = None  # set by the overlay that the group comes from, never in a file

    def expired(self, today: date) -> bool:
        """True after the last day on which the rule holds."""
        return self.valid_to is not None and today > self.valid_to

    def in_force(self, today: date) -> bool:
        """True from the first to the last day of the rule."""
        return not self.expired(today) and (self.valid_from is None or self.valid_from <= today)


class Papers(FactGroup, frozen=True, kw_only=True):
    """What to bring."""

    items: Annotated[tuple[Paper, ...], Meta(min_length=1, max_length=80)]


class Fee(FactGroup, frozen=True, kw_only=True):
    """What it costs; kind `local` means that the province sets the amount."""

    kind: FeeKind
    items: tuple[FeeItem, ...] = ()


class Time(FactGroup, frozen=True, kw_only=True):
    """How long it takes."""

    items: Annotated[tuple[TimeItem, ...], Meta(min_length=1, max_length=40)]


class Online(FactGroup, frozen=True, kw_only=True):
    """Whether it can be filed online; level `full` means that no visit is needed at all."""

    level: OnlineLevel
    accepts_online: bool


class Listing(FactGroup, frozen=True, kw_only=True):
    """A group that is a plain list of sentences: places, results, laws, steps, conditions."""

    items: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=60)]


class Facts(Strict, frozen=True, kw_only=True):
    """The fact groups that a record or an overlay may give."""

    papers: Papers | None = None
    fee: Fee | None = None
    time: Time | None = None
    place: Listing | None = None
    online: Online | None = None
    result: Listing | None = None
    legal: Listing | None = None
    steps: Listing | None = None
    conditions: Listing | None = None

    def fact_group(self, name: str) -> FactGroup | None:
        """The group of that name; KeyError for a name that is no fact group."""
        if name not in FACT_GROUPS:
            raise KeyError(name)
        group: FactGroup | None = getattr(self, name)
        return group
