"""What is asked: questions in factors, worded for every use; a version that was used never changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent / "instruments"
USES = ("chat", "page", "print", "phone")
SCORES = (1, 2, 3, 4, 5)


class InstrumentError(Exception):
    """A file of the instrument cannot be used; the message says which and why."""


class Kind(StrEnum):
    """How a question is answered; of YES_NO the first choice is the yes."""

    SCALE = "scale"
    VISITS = "visits"
    PUNCTUAL = "punctual"
    YES_NO = "yes_no"
    TEXT = "text"


@dataclass(frozen=True)
class Choice:
    """One answer; without a score it stands outside the index. Every question can have 0, "no answer"."""

    value: int
    title: str
    score: int | None


@dataclass(frozen=True)
class Question:
    """One question; `wording` is by use: chat, page, print, phone."""

    code: str
    factor: str
    kind: Kind
    choices: Sequence[Choice]
    wording: Mapping[str, str]


@dataclass(frozen=True)
class Factor:
    """A part of the index, and its weight in the whole."""

    code: str
    title: str
    weight: float


@dataclass(frozen=True)
class Instrument:
    """One version; `forms` name the questions of each form, short and full, in their order."""

    version: str
    factors: Sequence[Factor]
    questions: Sequence[Question]
    forms: Mapping[str, Sequence[str]]


class Instruments:
    """All versions there are."""

    def __init__(self, by_day: Mapping[date, Instrument]) -> None:
        """By the day from which each is used."""
        self._by_day = dict(sorted(by_day.items()))
        self._by_version = {one.version: one for one in by_day.values()}

    def get(self, version: str) -> Instrument:
        """That version; KeyError for one that there is not."""
        return self._by_version[version]

    def current(self, day: date) -> Instrument:
        """The version used on that day; the first one before any of them begins."""
        begun = [one for begins, one in self._by_day.items() if begins <= day]
        return begun[-1] if begun else next(iter(self._by_day.values()))


class _Question(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    factor: str
    kind: Kind
    chat: str
    page: str
    print: str
    phone: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    version: str
    no_answer: str
    begins_on: date
    factors: tuple[Factor, ...]
    forms: dict[str, tuple[str, ...]]
    scales: dict[Kind, tuple[Choice, ...]]
    questions: tuple[_Question, ...]


@cache
def load_instruments(folder: Path = FOLDER) -> Instruments:
    """Every version in the folder; raises InstrumentError."""
    return Instruments(dict(map(_read, sorted(folder.glob("*.yml")))))


def _read(file: Path) -> tuple[date, Instrument]:
    try:
        read = msgspec.yaml.decode(file.read_bytes(), type=_File)
    except (OSError, msgspec.DecodeError) as error:
        raise InstrumentError(f"{file.name}: {error}") from error
    faults = [*_faults(read, file.stem)]
    if faults:
        raise InstrumentError("\n".join(f"{file.name}: {fault}" for fault in faults))
    questions = tuple(_question(one, read) for one in read.questions)
    return read.begins_on, Instrument(read.version, read.factors, questions, read.forms)


def _question(read: _Question, file: _File) -> Question:
    none = Choice(0, file.no_answer, None)
    choices = (*file.scales[read.kind], none) if read.kind is not Kind.TEXT else ()
    wording = {use: getattr(read, use) for use in USES}
    return Question(read.code, read.factor, read.kind, choices, wording)


def _faults(read: _File, name: str) -> Iterator[str]:
    codes = [one.code for one in read.questions]
    if read.version != name:
        yield f"the version {read.version} is not the file's name"
    if abs(sum(one.weight for one in read.factors) - 1) > 1e-9:
        yield "the weights of the factors do not make 1"
    if len(set(codes)) != len(codes):
        yield "a question stands there twice"
    for one in read.questions:
        yield from _faults_of(one, read)
    for form, asked in read.forms.items():
        yield from (f"form {form}: there is no {code}" for code in asked if code not in codes)
    for kind, choices in read.scales.items():
        if any(one.score is not None and one.score not in SCORES for one in choices):
            yield f"scale {kind}: a score is none of 1 to 5"
        if 0 in (values := [one.value for one in choices]) or len(set(values)) != len(values):
            yield f"scale {kind}: values must differ, and 0 is no answer"


def _faults_of(question: _Question, read: _File) -> Iterator[str]:
    if question.factor not in {one.code for one in read.factors}:
        yield f"{question.code}: there is no factor {question.factor}"
    if question.kind is not Kind.TEXT and question.kind not in read.scales:
        yield f"{question.code}: there is no scale {question.kind}"
    yield from (
        f"{question.code}: not worded for {use}" for use in USES if not getattr(question, use).strip()
    )
