"""What a procedure is: the head that names it, the questions that tell its cases apart, and its facts."""

import hashlib
import re
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

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
    Time,
    TimeItem,
)
from procedures_kb.fields import NATIONAL_CODE, Code, Level, OfficialName, ShortText, Text, Url
from procedures_kb.questions import Question, Situation

__all__ = [
    "FACT_GROUPS",
    "FactGroup",
    "Facts",
    "Fee",
    "FeeItem",
    "Listing",
    "MinistryProcedure",
    "Online",
    "Overlay",
    "Paper",
    "Papers",
    "Procedure",
    "Question",
    "Situation",
    "SituationalItem",
    "Time",
    "TimeItem",
]


class Overlay(Facts, frozen=True, kw_only=True):
    """What one province sets differently; each group given replaces the national one."""

    code: Code
    province: ShortText


class Procedure(Facts, frozen=True, kw_only=True, dict=True):
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
    questions: tuple[Question, ...] = ()

    @property
    def national_code(self) -> str | None:
        """The code of the national portal, if the procedure has one."""
        return self.code if re.fullmatch(NATIONAL_CODE, self.code) else None

    @property
    def is_full(self) -> bool:
        """False for a record that stands by name only."""
        return any(self.fact_group(name) is not None for name in FACT_GROUPS)

    @cached_property
    def facts_version(self) -> str:
        """12 hex digits that change whenever any field changes."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:12]

    @property
    def situations(self) -> tuple[Situation, ...]:
        """Every answer to every question."""
        return tuple(option for question in self.questions for option in question.options)

    @property
    def spoken_names(self) -> tuple[str, ...]:
        """Everything a citizen might call it: its names, when it is needed, aliases, cases that name it."""
        named = (option for question in self.questions if question.named for option in question.options)
        cases = [text for option in named for text in (option.name, *option.aliases)]
        return (self.name, self.plain_name, self.when, *self.aliases, *cases)

    def situation(self, situation_id: str) -> Situation | None:
        """The situation with that id, if the procedure has it."""
        return next((item for item in self.situations if item.id == situation_id), None)

    def question_of(self, situation_id: str) -> Question | None:
        """The question that the situation answers, if the procedure has it."""
        return self._question_by_situation.get(situation_id)

    @cached_property
    def _question_by_situation(self) -> dict[str, Question]:
        return {situation: question for question in reversed(self.questions) for situation in question.ids}


class MinistryProcedure(Procedure, frozen=True, kw_only=True):
    """A procedure that a ministry handles: known by name, so that nobody files it in the province.

    `counterpart` is the same matter in the province; `apart`, where known, what makes it the ministry's.
    """

    level: Literal["ministry"]
    when: str = ""
    audience: tuple[ShortText, ...] = ()
    aliases: tuple[ShortText, ...] = ()
    counterpart: Code | None = None
    apart: Text | None = None

    @property
    def spoken_names(self) -> tuple[str, ...]:
        """The plain names alone: official ones are nearly those of the province's procedures."""
        return (self.plain_name, *self.aliases)
