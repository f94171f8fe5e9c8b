"""The legal tracks of a matter, read from ``tracks.yml``: what is asked, promised and kept secret."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec

from procedures_kb.faults import Misfit, convert, field_name
from procedures_kb.yaml_lines import Document, FieldPath

FILE = Path(__file__).with_name("tracks.yml")
INTERNAL = "mục tiêu nội bộ"
MOST_QUESTIONS = 6

TrackName = Literal[
    "question",
    "feedback_conduct",
    "feedback_rules",
    "complaint",
    "denunciation",
    "pollution",
    "neighbour_dispute",
    "emergency",
    "suggestion",
]
PromiseKind = Literal["acknowledge", "triage", "assign", "first_reply", "solution"]
QuestionKind = Literal["text", "place", "time", "photo", "contact", "choice", "subject"]
Positive = Annotated[int, msgspec.Meta(ge=1)]
NotEmpty = Annotated[str, msgspec.Meta(min_length=1)]


class TracksError(Exception):
    """The tracks cannot be used; one line for each fault, with file and line."""


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question of the form; where it cannot be skipped, ``why_not`` names the law or the plain reason.

    ``what`` is the matter itself; the kinds place, time and subject fill the fields of a ticket of that name.
    """

    id: NotEmpty
    ask: NotEmpty
    kind: QuestionKind
    options: tuple[str, ...] = ()
    skippable: bool = True
    why_not: str = ""


class PromiseRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long something may take: working days, or hours of office time, or with ``around_clock`` any hours.

    What no law sets is an internal target and says so.
    """

    kind: PromiseKind
    source: NotEmpty
    working_days: Positive | None = None
    hours: Positive | None = None
    minutes: Positive | None = None
    around_clock: bool = False
    is_law: bool = False


class Track(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of matter; ``intake`` says whether it becomes a ticket, a sealed report, or advice alone."""

    title: NotEmpty
    intake: Literal["ticket", "sealed", "guide"]
    source: NotEmpty
    first_level: str = "L1"
    priority: Literal["normal", "urgent"] = "normal"
    secrecy: bool = False
    questions: Annotated[tuple[Question, ...], msgspec.Meta(max_length=MOST_QUESTIONS)] = ()
    promises: tuple[PromiseRule, ...] = ()
    name: str = ""

    def promise(self, kind: PromiseKind) -> PromiseRule | None:
        """The rule of that kind."""
        return next((rule for rule in self.promises if rule.kind == kind), None)


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: every track once."""

    question: Track
    feedback_conduct: Track
    feedback_rules: Track
    complaint: Track
    denunciation: Track
    pollution: Track
    neighbour_dispute: Track
    emergency: Track
    suggestion: Track


@cache
def load_tracks() -> Mapping[str, Track]:
    """The tracks that this version carries, by name; raises TracksError."""
    return read_tracks(FILE)


def read_tracks(path: Path) -> Mapping[str, Track]:
    """The tracks of that file, by name; raises TracksError."""
    try:
        document = Document(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TracksError(f"{path}: {type(error).__name__}") from None
    faults = [(fault.line, fault.path, fault.reason) for fault in document.faults]
    written = None
    if not faults:
        written, misfits = convert(document.value, _Written)
        misfits += _faults(written) if written else ()
        faults = [(document.line_of(where), where, reason) for where, reason in misfits]
    if written is None or faults:
        raise TracksError("\n".join(_shown(path, *fault) for fault in sorted(faults, key=lambda one: one[0])))
    return {name: msgspec.structs.replace(track, name=name) for name, track in _tracks(written)}


def _shown(path: Path, line: int, where: FieldPath, reason: str) -> str:
    return f"{path}:{line}: " + (f"{field_name(where)}: {reason}" if where else reason)


def _tracks(written: _Written) -> Iterator[tuple[str, Track]]:
    return ((name, getattr(written, name)) for name in get_args(TrackName))


def _faults(written: _Written) -> Iterator[Misfit]:
    for name, track in _tracks(written):
        for at, rule in enumerate(track.promises):
            yield from (((name, "promises", at), reason) for reason in _faults_of_promise(rule))
        for at, question in enumerate(track.questions):
            yield from (((name, "questions", at), reason) for reason in _faults_of_question(question))
        if track.intake != "guide" and not track.promises:
            yield (name,), "what is taken in is promised something"


def _faults_of_promise(rule: PromiseRule) -> Iterator[str]:
    if sum(one is not None for one in (rule.working_days, rule.hours, rule.minutes)) != 1:
        yield "one of working_days, hours and minutes is needed"
    if rule.kind == "solution" and rule.working_days is None:
        yield "a solution is promised in working days: its clock can be stopped"
    if rule.is_law == rule.source.startswith(INTERNAL):
        yield f'either is_law with the law as its source, or a source that begins with "{INTERNAL}"'


def _faults_of_question(question: Question) -> Iterator[str]:
    if question.skippable == bool(question.why_not):
        yield "a question that cannot be skipped says why not, no other does"
    if (question.kind == "choice") != bool(question.options):
        yield "a choice has options, no other question does"
