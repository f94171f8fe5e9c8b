"""The held-out messages of ``tests/nlu``: for measuring only."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]
HELD_OUT = Path(__file__).resolve().parents[2] / "tests" / "nlu"
# Some of the others look like it and are questions about a procedure all the same.
OTHERS = "heldout_others.jsonl"
SINGLES = ("heldout_procedures.jsonl", "heldout_formal.jsonl", OTHERS)
TALKS = "heldout_talks.jsonl"
SEEN_SINGLES = "heldout.jsonl"
SEEN_TALKS = "heldout_dialogues.jsonl"
DEVELOPMENT = Path(__file__).parent / "development"


@dataclass(frozen=True)
class HeldOut:
    """Single messages and talks."""

    singles: tuple[Line, ...]
    talks: tuple[Line, ...]


def read_lines(name: str) -> list[dict[str, Any]]:
    """The lines of one held-out file."""
    return [json.loads(line) for line in (HELD_OUT / name).read_text(encoding="utf-8").splitlines()]


def blind() -> HeldOut:
    """The set that nobody who trains or tunes has seen; `from` tells the file of a line."""
    singles = ({**line, "from": name} for name in SINGLES for line in read_lines(name))
    return HeldOut(tuple(singles), tuple(read_lines(TALKS)))


def seen_before() -> HeldOut:
    """The older set, whose errors developers looked at often."""
    return HeldOut(tuple(read_lines(SEEN_SINGLES)), tuple(read_lines(SEEN_TALKS)))


def development() -> HeldOut:
    """The set for choosing by, of other hands than the training sentences: its errors may be looked at."""
    return HeldOut(*(tuple(_numbered(DEVELOPMENT / name)) for name in ("singles.jsonl", "talks.jsonl")))


def _numbered(file: Path) -> Iterator[Line]:
    """The lines of a development file under the number of each; one without a procedure means none."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        yield {"id": f"{file.stem}-{number}", "procedure": None, "variety": "clean", **json.loads(line)}


def about_procedures(lines: Iterable[Line]) -> list[Line]:
    """The questions that mean a procedure."""
    return [line for line in lines if line["procedure"]]


def right_codes(expected: Line) -> set[str]:
    """The procedures that are right: the one meant and those that law or wording leave possible."""
    named = (expected["procedure"], *expected.get("also", ()), *expected.get("also_procedure", ()))
    return {code for code in named if code}


def right_intents(expected: Line) -> set[str]:
    """The intent expected and those that are right too."""
    return {expected["intent"], *expected.get("also_intent", ())}


def pairs(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Messages that stand there twice: with diacritics, and without."""
    by_id = {line["id"]: line for line in lines}
    return [
        (line, by_id[line["pair"]])
        for line in lines
        if line.get("pair") and line["variety"] != "nodiac" and by_id[line["pair"]]["variety"] == "nodiac"
    ]
