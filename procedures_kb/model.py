"""What a procedure is: the head that names it, its situations, and the facts that answer for it."""

import hashlib
from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from procedures_kb.facts import (
    FACT_GROUPS,
    FactGroup,
    Facts,
    Fee,
    FeeItem,
    Listing,
    Online,
    Paper,
    Papers,
    SituationalItem,
    Strict,
    Time,
    TimeItem,
)
from procedures_kb.fields import Code, Level, OfficialName, ShortText, SituationId, Text, Url

__all__ = [
    "FACT_GROUPS",
    "FactGroup",
    "Facts",
    "Fee",
    "FeeItem",
    "Listing",
    "Online",
    "Overlay",
    "Paper",
    "Papers",
    "Procedure",
    "Situation",
    "SituationalItem",
    "Time",
    "TimeItem",
]


class Situation(Strict, frozen=True, kw_only=True):
    """The citizen's own case inside a procedure; papers, fees and times refer to its id."""

    id: SituationId
    name: ShortText
    aliases: tuple[ShortText, ...] = ()


class Overlay(Facts, frozen=True, kw_only=True):
    """What one province sets differently; each group given replaces the national one."""

    code: Code
    province: ShortText


class Procedure(Facts, frozen=True, kw_only=True):
    """One administrative procedure (thủ tục hành chính) with all that is known of it."""

    code: Code
    name: OfficialName
    plain_name: ShortText
    when: Text
    field: ShortText
    level: Level
    audience: Annotated[tuple[ShortText, ...], Meta(min_length=1)]
    authority: Text
    portal_url: Url
    as_of: date
    aliases: Annotated[tuple[ShortText, ...], Meta(min_length=1, max_length=40)]
    situations: tuple[Situation, ...] = ()

    @property
    def is_full(self) -> bool:
        """False for a record that stands by name only."""
        return any(self.fact_group(name) is not None for name in FACT_GROUPS)

    @property
    def facts_version(self) -> str:
        """12 hex digits that change whenever any field changes."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:12]

    @property
    def spoken_names(self) -> tuple[str, ...]:
        """Everything a citizen might call it: its names, when it is needed, aliases and situations."""
        situations = [text for each in self.situations for text in (each.name, *each.aliases)]
        return (self.name, self.plain_name, self.when, *self.aliases, *situations)

    def situation(self, situation_id: str) -> Situation | None:
        """The situation with that id, if the procedure has it."""
        return next((item for item in self.situations if item.id == situation_id), None)
