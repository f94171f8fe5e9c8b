"""Laws that came after the records: which parts of which records are known to be superseded."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from procedures_kb.facts import FactGroup, GroupName, Strict
from procedures_kb.fields import ShortText, SituationId, Text
from procedures_kb.model import Procedure


class Change(Strict, frozen=True, kw_only=True):
    """A law that supersedes some groups of all records of some fields; `says` is the line for citizens."""

    id: SituationId
    fields: Annotated[tuple[ShortText, ...], Meta(min_length=1)]
    groups: Annotated[tuple[GroupName, ...], Meta(min_length=1)]
    since: date
    by: Text
    says: Text

    def supersedes(self, procedure: Procedure, name: str, group: FactGroup, today: date) -> bool:
        """True for a fact older than the law; one that came into force with it or later stands."""
        concerned = procedure.field in self.fields and name in self.groups
        newer = group.valid_from is not None and group.valid_from >= self.since
        return concerned and today >= self.since and not newer


class Changes(Strict, frozen=True, kw_only=True):
    """The content of `data/changes.yml`."""

    changes: tuple[Change, ...] = ()


def faults_of_changes(read: Changes, file: Path) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with the file that has the right types."""
    ids = [change.id for change in read.changes]
    for index, one in enumerate(ids):
        if one in ids[:index]:
            yield ("changes", index, "id"), f"{one!r} stands twice"
