"""Laws that came after the records: which parts of which records are known to be superseded."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from msgspec import Meta

from procedures_kb.facts import FactGroup, GroupName, Strict
from procedures_kb.fields import Code, ShortText, SituationId, Text
from procedures_kb.model import Procedure


class Change(Strict, frozen=True, kw_only=True):
    """What supersedes some groups of records, and the line for citizens (`says`).

    Either a law, for all records of some `fields`, or the portal, for some `codes`.
    """

    id: SituationId
    fields: tuple[ShortText, ...] = ()
    codes: tuple[Code, ...] = ()
    groups: Annotated[tuple[GroupName, ...], Meta(min_length=1)]
    since: date
    by: Text
    says: Text

    def supersedes(self, procedure: Procedure, name: str, group: FactGroup, today: date) -> bool:
        """True for a fact older than the law, or not verified since the portal changed.

        One that came into force with the law or later stands; a province's own facts are not the portal's.
        """
        if name not in self.groups or today < self.since:
            return False
        if procedure.code in self.codes:
            return group.province is None and group.verified_on < self.since
        newer = group.valid_from is not None and group.valid_from >= self.since
        return procedure.field in self.fields and not newer


class Changes(Strict, frozen=True, kw_only=True):
    """The content of `data/changes.yml`, and of `portal_changes.yml`, which imports write."""

    changes: tuple[Change, ...] = ()


def faults_of_changes(read: Changes, file: Path) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with the file that has the right types."""
    ids = [change.id for change in read.changes]
    for index, one in enumerate(ids):
        if one in ids[:index]:
            yield ("changes", index, "id"), f"{one!r} stands twice"
    for index, change in enumerate(read.changes):
        if bool(change.fields) == bool(change.codes):
            yield ("changes", index), "give either fields or codes"
