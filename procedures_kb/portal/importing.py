"""From the records of an export to the files that an import of them writes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from procedures_kb.loader import load_knowledge_base
from procedures_kb.portal.marks import MARKS_FILE, Marks, marks_text, new_marks, open_marks
from procedures_kb.portal.new_record import new_record
from procedures_kb.portal.parts import prints
from procedures_kb.portal.plan import RecordPlan, plan
from procedures_kb.portal.record import PortalRecord
from procedures_kb.portal.rows import ImportRefused, RowFault
from procedures_kb.portal.seen import SEEN_FILE, Seen, read_seen, seen_text
from procedures_kb.portal.writing import Rewritten, rewritten
from procedures_kb.rules import FIELD_FOLDERS
from procedures_kb.yaml_edit import replaced


class Import(msgspec.Struct, frozen=True):
    """What an import would do: its plans, the files that it writes, and what it does not speak of.

    The file of prints is the last: what a power cut leaves undone, the same import does again.
    """

    plans: tuple[RecordPlan, ...]
    files: tuple[Rewritten, ...]
    not_in_file: tuple[str, ...]


def prepared(root: Path, records: Mapping[str, PortalRecord], today: date) -> Import:
    """The import of these records (by place) into the base in that folder; nothing is written.

    Raises ImportRefused, and KnowledgeBaseError where the base itself is broken.
    """
    base, seen = load_knowledge_base(root), read_seen(root)
    marks = open_marks(base, today)
    marked: dict[str, set[str]] = defaultdict(set)
    for code, name in marks:
        marked[code].add(name)
    plans = tuple(
        plan(place, one, base.get(one.code), seen.get(one.code, {}), marked[one.code])
        for place, one in records.items()
    )
    faults = [fault for one in plans for fault in _faults(one)]
    if faults:
        raise ImportRefused(faults)
    files = _files(
        root, [one for one in plans if not one.left_out], {**marks, **new_marks(plans, today)}, seen
    )
    here = {one.code for one in records.values()}
    missing = (one.code for one in base.procedures if one.national_code and one.code not in here)
    return Import(plans, tuple(file for file in files if file.differs), tuple(missing))


def _files(root: Path, plans: Sequence[RecordPlan], marks: Marks, seen: Seen) -> Iterator[Rewritten]:
    for one in plans:
        yield from _record_file(root, one)
    if marks or (root / MARKS_FILE).exists():
        yield rewritten(root / MARKS_FILE, marks_text(marks))
    # What this file leaves out is as it was.
    now = {one.portal.code: {**seen.get(one.portal.code, {}), **prints(one.portal)} for one in plans}
    yield rewritten(root / SEEN_FILE, seen_text({**seen, **now}))


def _faults(one: RecordPlan) -> Iterator[RowFault]:
    place = f"{one.place} ({one.portal.code})"
    if one.portal.field not in FIELD_FOLDERS:
        yield RowFault(place, "field", f"unknown field (known: {', '.join(FIELD_FOLDERS)})")
    if one.known is not None and one.portal.as_of < one.known.as_of:
        reason = f"{one.portal.as_of} is older than our record of {one.known.as_of}: nothing is set back"
        yield RowFault(place, "as_of", reason)


def _record_file(root: Path, one: RecordPlan) -> Iterator[Rewritten]:
    known = one.known
    if known is None:
        file = _file(root, "national", one.portal.field, one.portal.code)
        yield Rewritten(file, None, new_record(one.portal))
    elif one.edits:
        folder = "ministry" if known.level == "ministry" else "national"
        file = _file(root, folder, known.field, known.code)
        former = file.read_bytes()
        yield Rewritten(file, former, replaced(former.decode(), one.edits))


def _file(root: Path, folder: str, field: str, code: str) -> Path:
    return root / folder / FIELD_FOLDERS[field] / f"{code}.yml"
